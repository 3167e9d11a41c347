import type { Catalogue } from '../../ui/words';

interface Words {
  title: string;
  hint: string;
  steps: { link: string; name: string; why: string }[];
  demo: string;
  demoHint: string;
  loading: string;
  failed: string;
}

export const FIRST_RUN: Catalogue<Words> = {
  en: {
    title: 'No incident yet.',
    hint: 'Report whatever looks like a breach: from then on Tocsin asks the right people, counts the hours, and tells customers only what two people approved.',
    steps: [
      { link: '/people', name: 'Add people', why: 'Who triages, leads, approves: alerts go to them.' },
      { link: '/customers', name: 'Import customers', why: 'Without their contacts nobody can be told.' },
      { link: '/?act=report', name: 'Report an incident', why: 'A sentence is enough; triage asks the rest.' },
    ],
    demo: 'Load the demo company',
    demoHint: 'Or look around first: an invented company with three incidents. Its mail stays on this machine.',
    loading: 'The demo company is being loaded; its incidents appear here by themselves.',
    failed: 'The loading stopped, and the log of the service says why. It goes on where it stopped.',
  },
  fr: {
    title: 'Aucun incident pour l’instant.',
    hint: 'Signalez tout ce qui ressemble à une violation\u202f: dès lors Tocsin sollicite les bonnes personnes, compte les heures et ne dit aux clients que ce que deux personnes ont approuvé.',
    steps: [
      {
        link: '/people',
        name: 'Ajouter des personnes',
        why: 'Qui trie, pilote, approuve\u202f: les alertes vont à elles.',
      },
      { link: '/customers', name: 'Importer des clients', why: 'Sans leurs contacts, personne ne peut être averti.' },
      { link: '/?act=report', name: 'Signaler un incident', why: 'Une phrase suffit\u202f; le tri demande le reste.' },
    ],
    demo: 'Charger l’entreprise de démonstration',
    demoHint:
      'Ou regardez d’abord\u202f: une entreprise inventée et trois incidents. Ses courriels restent sur cette machine.',
    loading: 'L’entreprise de démonstration se charge\u202f; ses incidents apparaissent ici d’eux-mêmes.',
    failed: 'Le chargement s’est arrêté, et le journal du service dit pourquoi. Il reprend où il s’est arrêté.',
  },
};
