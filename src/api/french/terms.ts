import { CLASSES_FR, STAGES_FR } from '../../domain/case/names.fr';
import type { AnchorName } from '../../domain/case/state';
import type { Role } from '../../domain/primitives/people';
import type { FactField } from '../../domain/notices/facts';
import type { Notice, NoticeKind } from '../../domain/notices/state';
import type { DefinitionTest } from '../../domain/triage/triage';

const ROLES: Record<Role, string> = {
  reporter: 'signalement',
  responder: 'intervention',
  lead: 'direction de crise',
  privacy: 'protection des données',
  legal: 'juridique',
  communications: 'communication',
  executive: 'direction',
  operator: 'exploitation',
  auditor: 'audit',
};

const NOTICES: Record<Notice['status'], string> = {
  composing: 'en composition',
  drafted: 'à approuver',
  rejected: 'rejetée',
  superseded: 'remplacée',
  approved: 'approuvée',
  released: 'diffusée',
  sent: 'envoyée',
};

const KINDS: Record<NoticeKind, string> = {
  initial: 'première notification',
  update: 'suite',
  final: 'notification finale',
  correction: 'rectification',
  withdrawal: 'retrait',
  clearance: 'non concerné',
  recall: 'rappel',
  'no-change': 'sans changement',
  event: 'événement du client',
};

const FACTS: Record<FactField, string> = {
  nature: 'ce qui s’est passé',
  breachKind: 'confidentialité, intégrité ou disponibilité',
  howFound: 'comment elle a été constatée',
  mitigation: 'mesures prises',
  measuresProposed: 'mesures proposées',
  service: 'service concerné',
  exposure: 'combien de temps, et à qui',
  containment: 'maîtrise de la violation',
  personsAffected: 'personnes touchées',
  personsExposed: 'personnes exposées',
  volumeAffected: 'volume touché',
  volumeExposed: 'volume exposé',
  otherParty: 'qui d’autre est en cause',
  dataCategories: 'catégories de données',
  personCategories: 'catégories de personnes',
  authorities: 'autorités informées',
  consequences: 'conséquences probables',
  customerAction: 'ce que les clients devraient faire',
  contactPoint: 'à qui s’adresser',
};

const TESTS: Record<DefinitionTest, string> = {
  effect: 'l’effet',
  manner: 'la manière',
  data: 'la nature des données',
  processedByUs: 'si nous les traitons',
};

const ANCHORS: Record<AnchorName, string> = { detected: 'détection', aware: 'connaissance', declared: 'déclaration' };

const OTHERS = {
  ...{ definition: 'définition', inScope: 'dans le périmètre', severity: 'gravité' },
  ...{ paused: 'suspendu', stopped: 'arrêté pour de bon' },
  ...{ open: 'ouverte', done: 'terminée', skipped: 'passée' },
  ...{ planned: 'prévu', running: 'en cours', ended: 'terminé', concluded: 'conclu' },
  ...{ none: 'aucune', offered: 'proposée', requested: 'demandée' },
  ...{ processor: 'sous-traitant', controller: 'responsable du traitement', joint: 'responsable conjoint' },
  ...{ account: 'compte', contact: 'contact', hour: 'heure', minute: 'minute' },
  ...{ observation: 'observation' },
};

/** Single words of ours that a refusal names: what they stand for is the same in each. */
export const TERMS: Readonly<Record<string, string>> = {
  ...OTHERS,
  ...TESTS,
  ...FACTS,
  ...ANCHORS,
  ...KINDS,
  ...NOTICES,
  ...STAGES_FR,
  ...CLASSES_FR,
  ...ROLES,
};
