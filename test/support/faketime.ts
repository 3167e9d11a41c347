import { existsSync } from 'node:fs';

const PLACES = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((arch) => `/usr/lib/${arch}/faketime/libfaketimeMT.so.1`);

/** Sets a process's clock of the day, and no other; undefined where libfaketime is not installed. */
export const faketime = PLACES.find((place) => existsSync(place));

/** The environment of a process whose clock is so far from the true one: `+20s`, `-80h`. */
export function clockSet(by: string): Record<string, string> {
  return { LD_PRELOAD: faketime ?? '', FAKETIME: by, DONT_FAKE_MONOTONIC: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
}
