import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Button as Trigger, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Link, Route, Switch, useLocation } from 'wouter';
import { useCommandKey } from '../ui/acts';
import { isOutOfReach } from '../ui/api';
import { useSignedIn } from '../ui/data';
import { useOwnDraftsOnly } from '../ui/drafts';
import { useNews } from '../ui/live';
import { Empty, initialsOf } from '../ui/parts';
import { useTheme, type Theme } from '../ui/theme';
import { useLanguage, useWords, type Catalogue } from '../ui/words';
import { PAGES } from './pages';

/** Loaded after the page, for one reads before one acts. */
const ActHost = lazy(() => import('../features/acts/host').then((acts) => ({ default: acts.ActHost })));

interface Words {
  skip: string;
  nav: string;
  nothing: string;
  back: string;
  account: string;
  signOut: string;
  language: string;
  theme: Record<Theme, string>;
  away: string;
  docs: string;
}

const WORDS: Catalogue<Words> = {
  en: {
    skip: 'Skip to the content',
    nav: 'Pages',
    nothing: 'There is no page at this address.',
    back: 'To all incidents',
    account: 'Account and settings',
    signOut: 'Account, sign out',
    language: 'Français',
    theme: { system: 'Theme: as the device', light: 'Theme: light', dark: 'Theme: dark' },
    away: 'Tocsin cannot be reached. What you see may be old; it goes on by itself as soon as it can.',
    docs: 'API documentation',
  },
  fr: {
    skip: 'Aller au contenu',
    nav: 'Pages',
    nothing: 'Il n’y a aucune page à cette adresse.',
    back: 'Vers tous les incidents',
    account: 'Compte et réglages',
    signOut: 'Compte, déconnexion',
    language: 'English',
    theme: { system: 'Thème\u202f: selon l’appareil', light: 'Thème\u202f: clair', dark: 'Thème\u202f: sombre' },
    away: 'Tocsin est injoignable. L’affichage peut dater\u202f; il reprend de lui-même dès que possible.',
    docs: 'Documentation de l’API',
  },
};

/** What stands around every page. A page of another incident is another page: what was begun on one is not carried over. */
export function Shell() {
  const words = useWords(WORDS);
  useNews();
  useCommandKey();
  useOwnDraftsOnly();
  return (
    <>
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <header className="top">
        <Link href="/" className="brand" aria-label="Tocsin">
          <Bell />
          <span>Tocsin</span>
        </Link>
        <Navigation />
        <AccountMenu />
      </header>
      <Away />
      <main id="content">
        <Suspense fallback={<div className="skeleton" />}>
          <Switch>
            {PAGES.map(({ path, show: Show }) => (
              <Route key={path} path={path}>
                {(params) => <Show key={JSON.stringify(params)} />}
              </Route>
            ))}
            <Route>
              <Empty title={words.nothing}>
                <Link href="/">{words.back}</Link>
              </Empty>
            </Route>
          </Switch>
        </Suspense>
      </main>
      <Suspense>
        <ActHost />
      </Suspense>
    </>
  );
}

function Navigation() {
  const [path, go] = useLocation();
  const words = useWords(WORDS);
  const { language } = useLanguage();
  const places = PAGES.flatMap(({ name, path: own, link, over }) => {
    const isCurrent = path === own || [link, over].some((one) => one !== undefined && path.startsWith(one));
    return name ? [{ name: name[language], to: link ?? own, isCurrent }] : [];
  });
  return (
    <>
      <nav className="pages wide" aria-label={words.nav}>
        {places.map(({ name, to, isCurrent }) => (
          <Link key={to} href={to} aria-current={isCurrent ? 'page' : undefined}>
            {name}
          </Link>
        ))}
      </nav>
      <MenuTrigger>
        <Trigger className="button narrow pages-button" data-look="quiet">
          {places.find(({ isCurrent }) => isCurrent)?.name ?? words.nav} <span aria-hidden="true">▾</span>
        </Trigger>
        <Popover className="menu-popover" placement="bottom start">
          <Menu className="menu" aria-label={words.nav}>
            {places.map(({ name, to }) => (
              <MenuItem key={to} className="menu-item" onAction={() => go(to)}>
                {name}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </>
  );
}

function AccountMenu() {
  const words = useWords(WORDS);
  const { language, choose } = useLanguage();
  const [theme, nextTheme] = useTheme();
  const { data } = useSignedIn();
  return (
    <MenuTrigger>
      <Trigger className="button account" data-look="quiet">
        <span className="initials" aria-hidden="true">
          {initialsOf(data?.person.name ?? '')}
        </span>
        <span className="account-name">{data?.person.name}</span>
        <span className="hidden">{words.account}</span>
      </Trigger>
      <Popover className="menu-popover" placement="bottom end">
        <Menu className="menu">
          <MenuItem className="menu-item" onAction={() => choose(language === 'en' ? 'fr' : 'en')}>
            {words.language}
          </MenuItem>
          <MenuItem className="menu-item" onAction={nextTheme}>
            {words.theme[theme]}
          </MenuItem>
          <MenuItem className="menu-item" href="/api/docs">
            {words.docs}
          </MenuItem>
          <MenuItem className="menu-item" href="/account">
            {words.signOut}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** Calm words while the API cannot be reached; what is shown stays, and is asked for again by itself. */
function Away() {
  const words = useWords(WORDS);
  useIsFetching();
  const queries = useQueryClient().getQueryCache().getAll();
  const isAway = queries.some(({ state }) => state.fetchFailureCount > 0 && isOutOfReach(state.fetchFailureReason));
  return (
    <div role="status" aria-live="polite">
      {isAway && <p className="away">{words.away}</p>}
    </div>
  );
}

function Bell() {
  return (
    <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true" fill="currentColor">
      <path d="M16 3a2 2 0 0 0-2 2v.9C9.9 6.8 7.3 10.3 7.3 14.6c0 5-1.2 6.9-2.7 8.3-.8.8-.3 2.1.8 2.1h21.2c1.1 0 1.6-1.3.8-2.1-1.5-1.4-2.7-3.3-2.7-8.3 0-4.3-2.6-7.8-6.7-8.7V5a2 2 0 0 0-2-2zM12.6 27a3.5 3.5 0 0 0 6.8 0z" />
    </svg>
  );
}
