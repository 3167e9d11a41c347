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
