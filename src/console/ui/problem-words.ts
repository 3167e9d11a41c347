import type { RefusalCode } from '../../domain/primitives/refusal';
import type { Language } from './words';

type Said =
  RefusalCode | 'overtaken' | 'bad-rows' | 'too-large' | 'unavailable' | 'crowded' | 'outcome-unknown' | 'fault';

/**
 * What is wrong and what to do, by the code of a problem, for readers to whom the API's own words are another language; those stand beneath, with
 * what they name. In English they say all by themselves.
 */
const SENTENCES: Record<Exclude<Language, 'en'>, Record<Said, string>> = {
  fr: {
    malformed: 'Un champ est incorrect\u202f: corrigez-le et renvoyez.',
    'unknown-command': 'Cet acte n’existe pas.',
    'unknown-incident': 'Cet incident n’existe pas, ou vous n’y avez pas accès.',
    'unknown-person': 'Cette personne est inconnue ici.',
    'not-permitted': 'Cela ne relève pas de votre rôle\u202f: demandez à qui le détient.',
    'wrong-door': 'Cela ne passe pas par cette voie.',
    unsealed: 'Cela ne vient pas de l’un de nous.',
    'wrong-stage': 'Pas à cette phase de l’incident.',
    'wrong-class': 'Pas pour un dossier ainsi qualifié\u202f: qualifiez-le d’abord autrement si c’est une erreur.',
    'already-so': 'C’est déjà le cas.',
    'nothing-open': 'Il n’y a rien, pour l’heure, à quoi cela s’applique.',
    'not-declared': 'Rien n’est déclaré\u202f: déclarez d’abord, sur simple soupçon s’il le faut.',
    withdrawn: 'La déclaration fut retirée\u202f: un nouveau signalement ouvre un autre incident.',
    'definition-not-met': 'La définition n’est pas remplie\u202f: refaites le tri si une réponse est fausse.',
    missing: 'Il manque quelque chose\u202f: complétez et renvoyez.',
    'impossible-instant': 'Cet instant est impossible\u202f: vérifiez l’heure et le fuseau.',
    'still-open': 'Tout n’est pas encore réglé.',
    'unknown-notice': 'Cette notification n’existe pas.',
    'stale-text': 'Le texte a changé\u202f: relisez-le avant d’en décider.',
    'date-past': 'Une date promise est passée\u202f: renseignez de nouveau le fait et rédigez à nouveau.',
    'second-person': 'Il faut une seconde personne.',
    'not-a-confirmation': 'Ce n’est pas la demande en attente\u202f: confirmez-la telle quelle, ou écartez-la.',
    'unknown-alert': 'Cette alerte n’existe pas, ou n’attend plus.',
    'key-reused': 'Cet envoi a déjà servi pour autre chose\u202f: rechargez la page.',
    busy: 'Le registre est en retard\u202f: réessayez dans une minute.',
    'too-much': 'Cet incident en contient déjà trop.',
    'withheld-words': 'Le texte contient des mots tus aux clients\u202f: retirez-les, ou faites lever la rétention.',
    overtaken: 'Ce qui fut demandé est dépassé\u202f: relisez, et demandez de nouveau.',
    'bad-rows': 'Des lignes sont incorrectes\u202f: corrigez-les\u202f; rien n’a été enregistré.',
    'too-large': 'C’est trop volumineux\u202f: envoyez-en moins à la fois.',
    unavailable: 'Momentanément indisponible\u202f: réessayez dans quelques secondes.',
    crowded: 'Trop de demandes à la fois\u202f: réessayez dans quelques secondes.',
    'outcome-unknown': 'L’issue est inconnue\u202f: renvoyez, cela ne se fera qu’une fois.',
    fault: 'Erreur interne\u202f: renvoyez\u202f; si elle persiste, indiquez l’heure à l’exploitation.',
  },
};

/** Undefined where the API's own words are the reader's. */
export function sentenceOf(code: string, language: Language): string | undefined {
  const sentences: Partial<Record<string, string>> = language === 'en' ? {} : SENTENCES[language];
  return sentences[code];
}
