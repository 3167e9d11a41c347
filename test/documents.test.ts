import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { blocksOf } from './support/documented';

const root = join(__dirname, '..');
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...under('docs')];

describe('the documents', () => {
  test('link only to what is there', () => {
    const links = pages.flatMap((page) => linksOf(page).map((to) => ({ page, to })));
    expect(links.length).toBeGreaterThan(30);
    expect(links.filter(({ page, to }) => !leadsSomewhere(page, to))).toEqual([]);
  });

  test('name only files that are there', () => {
    const named = pages.flatMap((page) =>
      [...textOf(page).matchAll(/(?<![\w/-])(?:docs|src|test|ops|scripts)\/[\w./-]+\.\w+/g)].map(([to]) => ({
        page,
        to,
      })),
    );
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter(({ to }) => !existsSync(join(root, to)))).toEqual([]);
  });

  test('have no comment after a command, which zsh takes for a part of it', () => {
    const lines = pages.flatMap((page) => blocksOf(textOf(page)).flatMap((block) => block.split('\n')));
    expect(lines.filter((line) => /(^|\s)#/.test(line))).toEqual([]);
  });

  test('and all that speaks French have one word for a notice, the GDPR’s', () => {
    const speaking = [...under('src', '.ts'), ...under('src', '.tsx'), ...under('texts/fr', '.liquid')];
    expect(speaking.length).toBeGreaterThan(100);
    expect(speaking.filter((file) => /(?<!\p{L})avis(?!\p{L})/iu.test(textOf(file)))).toEqual([]);
  });

  test('are all reached from the first page', () => {
    const reached = new Set(['README.md']);
    for (const page of reached)
      for (const link of linksOf(page)) {
        const [path = ''] = link.split('#');
        const to = relative(root, join(root, dirname(page), path));
        if (to.endsWith('.md')) reached.add(to);
      }
    expect(pages.filter((page) => !reached.has(page) && !page.startsWith('docs/decisions/'))).toEqual([]);
  });
});

function under(folder: string, ending = '.md'): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file));
}

function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

function linksOf(page: string): string[] {
  const links = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to);
  return links.filter((to) => !/^https?:/.test(to));
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const to = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(root, to))) return false;
  return anchor === undefined || anchorsOf(textOf(to)).includes(anchor);
}

/** As GitHub makes them of headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
