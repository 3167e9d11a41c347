import type { Request, Response } from 'express';
import type { Language } from '../french';

const LANGUAGES: readonly Language[] = ['en', 'fr'];

/** The one that the reader would rather read; English, unless they ask. */
export function acceptedLanguage(request: Request, response: Response): Language {
  response.vary('Accept-Language');
  const [preferred] = request.acceptsLanguages();
  const spoken = request.acceptsLanguages([...LANGUAGES]);
  return preferred === '*' || spoken === false ? 'en' : (LANGUAGES.find((one) => one === spoken) ?? 'en');
}
