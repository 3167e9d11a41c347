import type { AlertWords } from './alert-words';

export const DUTIES_FR: AlertWords['duties'] = {
  triage: 'Pour le tri, jusqu’à ce que ses cinq points soient consignés :',
  decision: 'Pour décider ce qu’est ce dossier :',
  'confirm-declaration': 'Pour qu’une personne authentifiée confirme la déclaration :',
  'tell-customers': 'Pour informer chaque client concerné :',
  'tell-observation': 'Pour dire aux clients ce que nous avons observé :',
  'tell-withdrawal': 'Pour annoncer le retrait aux clients :',
  'tell-clearance': 'Pour dire à un client qu’il n’est finalement pas concerné :',
  'promised-fact': 'Pour dire un fait aux clients, comme promis par écrit :',
  'promised-update': 'Pour écrire de nouveau aux clients, comme promis :',
  'final-notice': 'Pour envoyer la notification finale, ou en reprendre l’examen :',
  'unknown-fact': 'Pour établir le fait :',
  'await-approval': 'Pour les approbations de la notification :',
  'await-release': 'Pour sa diffusion :',
  'await-second-person': 'Pour qu’une seconde personne confirme ou écarte :',
  'await-help': 'Pour l’aide demandée par le client :',
  'await-answer': 'Pour la réponse à un destinataire :',
  'hold-review': 'Pour réexaminer une notification retenue :',
  'withholding-review': 'Pour réexaminer ce qui n’est pas dit aux clients :',
  task: 'tâche',
};
