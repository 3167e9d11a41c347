import type { ProblemCode, ProblemKind } from '../../contract/problems';

/** The title of each problem, and what to do now. */
export const PROBLEMS_IN_FRENCH: Record<ProblemCode, Pick<ProblemKind, 'title' | 'now'>> = {
  malformed: { title: 'Champs incorrects', now: 'Corrigez chaque champ que montre `errors`, et renvoyez.' },
  'unknown-command': { title: 'Acte inconnu', now: 'Les actes sont listés dans /api/docs.' },
  'unknown-incident': { title: 'Incident inconnu', now: 'Prenez les identifiants de GET /api/incidents.' },
  'unknown-person': {
    title: 'Personne inconnue',
    now: 'Prenez les identifiants de GET /api/people. L’incident peut avoir besoin d’un instant pour connaître quelqu’un de nouveau.',
  },
  'not-permitted': {
    title: 'Pas pour votre rôle',
    now: 'Demandez à qui tient un tel rôle\u202f; l’exploitation donne les rôles.',
  },
  'wrong-door': { title: 'Pas par cette voie', now: 'Prenez la voie que nomme `detail`.' },
  unsealed: { title: 'Pas scellé par l’un de nous', now: 'Envoyez-le par cette API.' },
  'wrong-stage': { title: 'Pas à cette phase', now: 'Lisez l’incident\u202f; sa phase a changé.' },
  'wrong-class': {
    title: 'Pas pour un dossier ainsi qualifié',
    now: 'Lisez l’incident\u202f; qualifiez-le d’abord autrement si c’est une erreur.',
  },
  'already-so': { title: 'C’est déjà le cas', now: 'Lisez où en est l’incident, et poursuivez de là.' },
  'nothing-open': {
    title: 'Rien à quoi cela s’applique',
    now: 'Lisez l’incident\u202f: ce que cet acte réglerait n’a jamais commencé, ou est fini.',
  },
  'not-declared': { title: 'Pas déclaré', now: 'Déclarez d’abord, sur simple soupçon s’il le faut.' },
  withdrawn: {
    title: 'La déclaration fut retirée',
    now: 'Signalez de nouveau la chose\u202f: elle devient un autre incident, avec son délai et ses notifications.',
  },
  'definition-not-met': {
    title: 'La définition n’est pas remplie',
    now: 'Refaites le tri si une réponse est fausse\u202f; sinon, qualifiez le dossier pour ce qu’il est.',
  },
  missing: { title: 'Il manque quelque chose', now: 'Complétez, puis recommencez.' },
  'impossible-instant': { title: 'Instant impossible', now: 'Vérifiez l’heure et son décalage avec l’UTC.' },
  'still-open': { title: 'Tout n’est pas réglé', now: 'Réglez chacun des `points`, puis recommencez.' },
  'unknown-notice': {
    title: 'Notification inconnue',
    now: 'Les notifications sont listées par GET /api/incidents/{id}/notices.',
  },
  'stale-text': {
    title: 'Le texte a changé',
    now: 'Relisez la notification, puis approuvez, rejetez ou diffusez ce que vous avez lu.',
  },
  'date-past': {
    title: 'Une date promise est passée',
    now: 'Renseignez de nouveau chaque fait que nomme `points`, et rédigez de nouveau la notification.',
  },
  'second-person': { title: 'Il faut une seconde personne', now: 'Demandez à un collègue du rôle que nomme `detail`.' },
  'not-a-confirmation': {
    title: 'Pas la demande en attente',
    now: 'Confirmez exactement la demande que montre `detail`, ou écartez-la. Les corrections viennent ensuite.',
  },
  'unknown-alert': { title: 'Alerte inconnue', now: 'Lisez dans l’incident les alertes qui attendent.' },
  'key-reused': { title: 'La clé d’idempotence a déjà servi', now: 'Prenez une nouvelle clé pour un autre contenu.' },
  'too-much': { title: 'Trop de cela dans un incident', now: 'Faites plutôt ce que nomme `detail`.' },
  'withheld-words': {
    title: 'Le texte contient des mots tus',
    now: 'Retirez ce qui est tu aux clients là où le disent `errors` ou `points`, ou faites d’abord lever la rétention.',
  },
  busy: {
    title: 'Le registre est en retard',
    now: 'Recommencez dans une minute, avec la même clé d’idempotence\u202f; l’exploitation s’occupe du registre.',
  },
  'bad-json': { title: 'Pas du JSON', now: 'Envoyez un objet JSON en UTF-8.' },
  'bad-request': {
    title: 'Requête mal formée',
    now: 'Vérifiez l’adresse, la requête et les en-têtes d’après /api/docs.',
  },
  'bad-cursor': { title: 'Pas un curseur de cette liste', now: 'Recommencez sans `cursor`.' },
  'wrong-host': {
    title: 'Pas sous ce nom d’hôte',
    now: 'Prenez l’hôte de PUBLIC_URL\u202f; si ce nom-ci est bon aussi, qui fait tourner Tocsin l’ajoute à TOCSIN_ALLOWED_HOSTS.',
  },
  'foreign-page': {
    title: 'Envoyé par une page d’un autre site',
    now: 'Ouvrez l’adresse elle-même dans le navigateur. Derrière un mandataire qui change l’hôte, PUBLIC_URL doit être ce que l’on tape\u202f; pour l’interface de Temporal, TOCSIN_UI_URL.',
  },
  csrf: {
    title: 'Rien ne montre que cela vient d’une page d’ici',
    now: 'Une page d’ici envoie `X-CSRF: 1` avec son témoin de connexion\u202f; les autres programmes envoient une clé et aucun témoin.',
  },
  'not-signed-in': {
    title: 'Pas connecté',
    now: 'Envoyez votre clé par `Authorization: Bearer <clé>`, ou connectez un navigateur à /sign-in. L’exploitation vous fait envoyer un code pour une nouvelle clé.',
  },
  'other-customers': {
    title: 'D’autres clients y sont nommés',
    now: 'Retirez ces noms, ou dites dans `namesAllowed` pourquoi ils peuvent y être.',
  },
  'too-many-attempts': {
    title: 'Trop de connexions échouées',
    now: 'Attendez autant que dit `Retry-After`, ou prenez une clé juste\u202f: elle n’est jamais refusée pour cela.',
  },
  'too-many-reports': {
    title: 'Trop de signalements',
    now: 'Celui-ci n’a pas été pris\u202f: renvoyez-le après `Retry-After`. Dites tout de suite à la direction de crise ce qui ne peut attendre. L’exploitation peut en admettre plus.',
  },
  'last-operator': {
    title: 'Il ne resterait personne pour l’exploitation',
    now: 'Donnez d’abord à quelqu’un d’autre le rôle d’exploitation et une clé, ou à celui-ci une autre clé.',
  },
  'mailbox-taken': {
    title: 'Cette boîte est à quelqu’un d’autre',
    now: 'Une personne a un seul compte, car deux pourraient approuver deux fois. Changez cette personne, ou désactivez-la d’abord.',
  },
  overtaken: { title: 'Ce qui fut demandé est dépassé', now: 'Relisez où cela en est, et demandez de nouveau.' },
  'not-found': { title: 'Introuvable', now: 'Les adresses sont listées dans /api/docs.' },
  erased: {
    title: 'Effacé',
    now: 'Rien ne le fait revenir\u202f: son temps était écoulé. Ce qu’il en reste est dans `detail`.',
  },
  'unknown-customer': {
    title: 'Pas un client de cet incident',
    now: 'Prenez les identifiants de GET /api/incidents/{id}/scope.',
  },
  'wrong-method': { title: 'Méthode non admise', now: 'L’en-tête `Allow` nomme les méthodes.' },
  'key-in-flight': {
    title: 'Le premier envoi avec cette clé est en cours',
    now: 'Recommencez dans une seconde, avec la même clé et le même contenu.',
  },
  inactive: { title: 'Cette personne n’est pas active', now: 'Activez-la d’abord.' },
  'already-there': { title: 'Existe déjà', now: 'Changez-le plutôt.' },
  'too-large': { title: 'Trop volumineux', now: 'Envoyez-en moins à la fois.' },
  'headers-too-large': { title: 'En-têtes trop volumineux', now: 'Envoyez moins d’en-têtes, ou de plus courts.' },
  'too-slow': { title: 'Trop lent', now: 'Envoyez toute la requête sans pause.' },
  'expectation-failed': {
    title: 'Attente non remplie',
    now: 'Envoyez-le sans l’en-tête `Expect`, ou avec `100-continue`.',
  },
  'wrong-media-type': {
    title: 'Type de contenu non pris en charge',
    now: 'Envoyez application/json, ou text/csv où /api/docs l’admet.',
  },
  'not-acceptable': {
    title: 'Pas sous cette forme',
    now: 'Demandez l’un des types que nomme `detail`, dans l’en-tête `Accept`.',
  },
  'bad-rows': {
    title: 'Lignes incorrectes',
    now: 'Corrigez les lignes que montre `errors`\u202f; rien n’a été enregistré.',
  },
  'many-leave': {
    title: 'Beaucoup du personnel partirait',
    now: 'Envoyez la liste entière, ou confirmez le nombre que nomme `detail`.',
  },
  fault: {
    title: 'Erreur interne',
    now: 'Recommencez avec la même clé d’idempotence\u202f; si cela dure, dites l’heure à l’exploitation.',
  },
  unavailable: {
    title: 'Indisponible pour le moment',
    now: 'Recommencez dans quelques secondes, avec la même clé d’idempotence.',
  },
  crowded: {
    title: 'Trop d’actes à la fois',
    now: 'Celui-ci n’a pas été fait\u202f: recommencez dans quelques secondes, avec la même clé d’idempotence.',
  },
  clock: {
    title: 'L’horloge de cette machine est fausse',
    now: 'Recommencez dans une minute avec la même clé d’idempotence, ou demandez à une autre API. Exploitation\u202f: réglez son horloge (`timedatectl`, `chronyc tracking`)\u202f; cela reprend alors de soi-même.',
  },
  'outcome-unknown': {
    title: 'L’issue est inconnue',
    now: 'Cela a pu se faire\u202f: recommencez avec la même clé d’idempotence, qui ne le fait qu’une fois.',
  },
};
