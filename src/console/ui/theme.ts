import { useState } from 'react';

const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEPT = 'tocsin.theme';

function keptTheme(): Theme {
  return THEMES.find((theme) => theme === localStorage.getItem(KEPT)) ?? 'system';
}

export function applyTheme(theme = keptTheme()): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  localStorage.setItem(KEPT, theme);
}

/** The theme, and how one goes on to the next of the three. */
export function useTheme(): [Theme, () => void] {
  const [theme, set] = useState(keptTheme);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  return [
    theme,
    () => {
      set(next);
      applyTheme(next);
    },
  ];
}
