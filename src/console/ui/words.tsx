import { createContext, use, useEffect, useLayoutEffect, useState, type ReactNode } from 'react';

export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The words of one part of the console, in each language. */
export type Catalogue<Words> = Record<Language, Words>;

interface Choice {
  language: Language;
  choose: (language: Language) => void;
}

const Chosen = createContext<Choice>({ language: 'en', choose: () => undefined });
const KEPT = 'tocsin.language';

/** The same in every tab: what is chosen in one is chosen in all. */
export function SpeaksLanguage({ children }: { children: ReactNode }) {
  const [language, choose] = useState(preferred);
  // Before anything is asked of the API, which answers in the language of the page.
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(KEPT, language);
  }, [language]);
  useEffect(() => {
    const hear = ({ key, newValue }: StorageEvent) => {
      const chosen = LANGUAGES.find((one) => one === newValue);
      if (key === KEPT && chosen) choose(chosen);
    };
    addEventListener('storage', hear);
    return () => removeEventListener('storage', hear);
  }, []);
  return <Chosen value={{ language, choose }}>{children}</Chosen>;
}

function preferred(): Language {
  const wanted = [localStorage.getItem(KEPT), ...navigator.languages].map((tag) => tag?.slice(0, 2));
  return LANGUAGES.find((language) => language === wanted.find((one) => one === 'en' || one === 'fr')) ?? 'en';
}

export function useLanguage(): Choice {
  return use(Chosen);
}

export function useWords<Words>(catalogue: Catalogue<Words>): Words {
  return catalogue[use(Chosen).language];
}
