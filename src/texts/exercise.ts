/** Stands in the subject, at the head and at the foot of whatever an exercise writes. What has no words of its own here says it in English. */
const MARKS: Readonly<Record<string, string>> = {
  en: 'EXERCISE – no real breach',
  fr: 'EXERCICE – aucune violation réelle',
  de: 'ÜBUNG – keine echte Datenpanne',
  es: 'SIMULACRO – ninguna violación real',
  ar: 'تمرين – لا خرق حقيقي',
};
const ENGLISH = 'EXERCISE – no real breach';

export function exerciseMark(language: string): string {
  return MARKS[language] ?? ENGLISH;
}
