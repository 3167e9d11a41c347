import { existsSync } from 'node:fs';

const PLACES = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((arch) => `/usr/lib/${arch}/faketime/libfaketimeMT.so.1`);

/** The library that shifts a process's wall clock but not its monotonic clock; undefined if libfaketime is not installed. */
export const faketime = PLACES.find((place) => existsSync(place));

/** The environment for a process whose clock is off by so much: `+20s`, `-80h`. */
export function clockSet(by: string): Record<string, string> {
  return { LD_PRELOAD: faketime ?? '', FAKETIME: by, DONT_FAKE_MONOTONIC: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
}
