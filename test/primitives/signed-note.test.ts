import { readCheckpoint, signCheckpoint } from '../../src/primitives/checkpoint';
import { leafHash } from '../../src/primitives/merkle';
import { createSigningKey, openNote, readSigningKey } from '../../src/primitives/signed-note';

/** Signed by golang.org/x/mod/sumdb/note v0.21.0, with the key of its own examples. */
const GO = {
  key: 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  verifier: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  text: 'If you think cryptography is the answer to your problem,\nthen you don\u2019t know what your problem is.\n',
  signature:
    '\u2014 PeterNeumann x08go5PfyoN6wSyx2o5Ip0RN4rZIl6LhIFgYUtJw8O5RkUVLtroWoECccfMK7MVTD/iLM+AS/cZ7eYZEyFexwRrj7AQ=\n',
};

const at = { size: 7, root: leafHash('a root') };

test('signs as Go does, byte for byte, and has the verifier that Go has', () => {
  const key = readSigningKey(`${GO.key}\n`);
  expect(key.verifier).toBe(GO.verifier);
  expect(key.sign(GO.text)).toBe(`${GO.text}\n${GO.signature}`);
  expect(openNote(`${GO.text}\n${GO.signature}`, GO.verifier)).toBe(GO.text);
});

test('a note is opened by the key that signed it, and by no other, nor where a letter differs', () => {
  const [key, other] = [createSigningKey('a.example/tocsin'), createSigningKey('a.example/tocsin')].map(readSigningKey);
  const note = key!.sign('said\n');
  expect(openNote(note, key!.verifier)).toBe('said\n');
  expect(openNote(note, other!.verifier)).toBeUndefined();
  expect(openNote(note.replace('said', 'sand'), key!.verifier)).toBeUndefined();
});

test.each([
  '',
  'PRIVATE+KEY+a+00000000+AAAA',
  GO.key.replace('c74f20a3', 'c74f20a4'),
  GO.key.replace('+AYEK', '+AoEK'),
])('refuses a key that is none: %s', (written) => expect(() => readSigningKey(written)).toThrow());

test('a checkpoint is found in whatever it was kept in', () => {
  const key = readSigningKey(createSigningKey('a.example/tocsin'));
  const note = signCheckpoint(key, at);
  const read = { origin: 'a.example/tocsin', ...at };
  const quoted = note.split('\n').join('\r\n> ');
  for (const text of [note, `Dear all,\n\n${note}\nWith regards`, `> ${quoted}`, note.replace(/^(?=.)/gm, '  ')])
    expect(readCheckpoint(text, key.verifier)).toEqual(read);
});

test('a text without one says so, and so does one that somebody else signed', () => {
  const [key, other] = [createSigningKey('a.example/tocsin'), createSigningKey('a.example/tocsin')].map(readSigningKey);
  expect(readCheckpoint('no checkpoint', key!.verifier)).toBe('none');
  expect(readCheckpoint(signCheckpoint(other!, at), key!.verifier)).toBe('forged');
  expect(readCheckpoint(signCheckpoint(key!, at).replace('\n7\n', '\n8\n'), key!.verifier)).toBe('forged');
});
