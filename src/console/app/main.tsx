import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { isOutOfReach } from '../ui/api';
import { applyTheme } from '../ui/theme';
import { SpeaksLanguage } from '../ui/words';
import '../ui/tokens.css';
import '../ui/parts.css';
import './shell.css';
import { Shell } from './shell';

const RETRIES_MAX = 2;
/** The parts of a page that come one after the other share what the first of them read. */
const SHARED_MS = 1_000;

/** What the API refused it will refuse again; an API that was not reached may be reached in a moment. */
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, fault) => isOutOfReach(fault) && count < RETRIES_MAX,
      networkMode: 'always',
      staleTime: SHARED_MS,
    },
    mutations: { networkMode: 'always' },
  },
});

const root = document.getElementById('root');
if (!root) throw new Error('The page has no place for the console.');
applyTheme();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <SpeaksLanguage>
        <Shell />
      </SpeaksLanguage>
    </QueryClientProvider>
  </StrictMode>,
);
