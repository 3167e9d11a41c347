import { linesOnPaper } from '../../src/texts/right-to-left';
import { asHtml } from '../../src/texts/page';

test('a label and a value of several lines stand at the same height', () => {
  const html = asHtml('en', 'x', [{ rows: [['What', 'one\ntwo']] }]);
  expect(html).toMatch(/<th [^>]*vertical-align:top[^>]*>What<\/th><td style="vertical-align:top">one<br>two<\/td>/);
});

test('an address in words of ours is a link without the full stop, and one in words of others is none', () => {
  const paragraph = 'It is said in http://127.0.0.1:8080/api/docs.';
  expect(asHtml('en', 'x', [{ paragraph, linked: true }])).toContain(
    '<p>It is said in <a href="http://127.0.0.1:8080/api/docs">http://127.0.0.1:8080/api/docs</a>.</p>',
  );
  expect(asHtml('en', 'x', [{ paragraph }])).not.toContain('<a ');
});

test('words that are read from the right stand in that order on paper, and Latin ones among them in their own', () => {
  const lines = linesOnPaper('مدة من 1 سبتمبر 01:00 (Europe/London, 00:00 UTC) حتى\nنص', 1_000, (text) => text.length);
  expect(lines.map((line) => line.replace(/ +/g, ' ').trim())).toEqual([
    'حتى 01:00 (Europe/London, 00:00 UTC) سبتمبر 1 من مدة',
    'نص',
  ]);
  expect(linesOnPaper('أ ب ج د', 4, (text) => text.length)).toEqual(['ب أ ', 'د ج ']);
  expect(linesOnPaper('5 أ', 9, (text) => text.length)).toEqual(['أ  5 ']);
  expect(linesOnPaper('(أ)', 9, (text) => text.length)).toEqual([')أ( ']);
});
