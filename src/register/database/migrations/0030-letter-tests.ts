// The worker asks for them again and again, among all that was ever sent.
export const LETTER_TESTS = [`create index sendings_tests on sendings (subject) where kind = 'test'`];
