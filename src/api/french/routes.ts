import type { Sentences } from './sentences';

/** What single addresses refuse. */
export const ROUTES: Sentences = {
  'There is nothing at this address.': 'Il n’y a rien à cette adresse.',
  '{} is on its way into the register, or its workflow is gone.':
    '{} est en route vers le registre, ou son workflow a disparu.',
  '{} was reported and is being opened.': '{} fut signalé et est en train de s’ouvrir.',
  '{} was opened {}, closed {} and erased {}; the hashes of its {} pages are kept.':
    '{} fut ouvert le {}, clos le {} et effacé le {}\u202f; les empreintes de ses {} pages sont gardées.',
  '{} opened or answered notice {}; nobody else needs to be tried for it.':
    '{} a ouvert la notification {} ou y a répondu\u202f; inutile d’essayer quelqu’un d’autre.',
  'Each contact and webhook of {} was tried by notice {}. Tell it in person and record that (record-contact), or enter another contact of it first.':
    'Chaque contact et webhook de {} fut essayé par la notification {}. Avertissez-le en personne et consignez-le («\u202fAverti par une personne\u202f»), ou entrez d’abord un autre contact.',
  '{} was told already, so there is nothing to waive.': '{} est déjà averti\u202f: rien à quoi renoncer.',
  '{} was told already. If it is not affected after all, clear it (clear-customer).':
    '{} est déjà averti. S’il n’est pas touché, mettez-le hors de cause.',
  '{} had no word of {}. Take it off by remove-affected-customer.':
    '{} n’a rien reçu de {}. Retirez-le («\u202fRetirer un client\u202f»).',
  'There is no record {} of {} that stands; GET /api/incidents/{}/scope shows them.':
    'Aucune note {} de {} ne tient\u202f; GET /api/incidents/{}/scope les montre.',
  'holds words that are withheld': 'contient des mots tus',
  'The file holds words that are withheld from customers: {}. Leave them out, or have them released first (release-withheld).':
    'Le fichier contient des mots tus aux clients\u202f: {=}. Retirez-les, ou faites d’abord lever la rétention.',
  'names {}': 'nomme {}',
  'The file names other customers: {}.': 'Le fichier nomme d’autres clients\u202f: {}.',
  'The file cannot be searched: {}. Send it as text, CSV, a spreadsheet or a ZIP of them.':
    'Le fichier ne peut être parcouru\u202f: {=}. Envoyez-le en texte, CSV, tableur ou dans un ZIP de ceux-ci.',
  'A reporter reads the status of their own report at /api/incidents/{id}.':
    'Qui signale lit où en est son propre signalement à /api/incidents/{id}.',
  '"{}" has no version {} in force: name a version of a procedure (/api/procedures), a playbook or the rules.':
    '«\u202f{}\u202f» n’a pas de version {} en vigueur\u202f: nommez une version d’une procédure (/api/procedures), d’un livret ou des règles.',
  'holds words that are withheld from customers': 'contient des mots tus aux clients',
  'This holds words that are withheld from customers. Leave them out, or have them released first (release-withheld).':
    'Ceci contient des mots tus aux clients. Retirez-les, ou faites d’abord lever la rétention.',
  'As it stands this text would hold words that are withheld. Draft it again.':
    'En l’état, ce texte contiendrait des mots tus. Rédigez-le de nouveau.',
  'Words to withhold {}.': 'Les mots à taire\u202f: {=}.',
  'must have {} letters or digits at least, for what is shorter is found everywhere':
    'doit avoir au moins {} lettres ou chiffres, car plus court se trouve partout',
  'The fact sheet says it already: {}. Set these facts anew first.':
    'La fiche des faits le dit déjà\u202f: {}. Renseignez d’abord ces faits de nouveau.',
  'This address is a page for browsers.': 'Cette adresse est une page pour navigateurs.',
  'No demo company is offered here: it writes to a sandbox mailbox only.':
    'Aucune entreprise de démonstration n’est proposée ici\u202f: elle n’écrit qu’à une boîte de test.',
  'The register has customers or incidents, and a demo company is kept apart from them.':
    'Le registre a des clients ou des incidents, et une entreprise de démonstration en est tenue à l’écart.',
  'There is no problem of this name.': 'Il n’y a pas de problème de ce nom.',
  'As many as can be served listen here already.': 'Autant d’écoutes qu’il est possible sont déjà servies ici.',
  'This token is not known, or was ended: see POST /api/scim-clients.':
    'Ce jeton est inconnu, ou a pris fin\u202f: voir POST /api/scim-clients.',
  'There is no identity provider here.': 'Il n’y a pas de fournisseur d’identité ici.',
  'Nothing that was asked for in this page waits for a second person.':
    'Rien de demandé dans cette page n’attend une seconde personne.',
  'The access log is JSON or CSV.': 'Le journal des accès est en JSON ou CSV.',
  'The period must end after it begins.': 'La période doit finir après avoir commencé.',
  'There is nobody active with the id {}.': 'Personne d’actif n’a l’identifiant {}.',
  'There is no such finding in this audit.': 'Il n’y a pas ce constat dans cet audit.',
  'This finding is {}’s.': 'Ce constat est à {}.',
  'This finding is done already.': 'Ce constat est déjà réglé.',
  'An audit is for {}, and for whoever mends what it found.':
    'Un audit est pour\u202f: {=}, et pour qui règle ce qu’il a constaté.',
  'There is no audit with this id.': 'Aucun audit n’a cet identifiant.',
  '{} is closed: open another one.': '{} est clos\u202f: ouvrez-en un autre.',
  'The register is behind the incident: ask again in a moment.':
    'Le registre est en retard sur l’incident\u202f: redemandez dans un instant.',
  'The customer {} is not in the scope of {}.': 'Le client {} n’est pas dans le périmètre de {}.',
  '{} offers no such file.': '{} n’offre pas ce fichier.',
  'The body is empty: send the file as it is.': 'Le contenu est vide\u202f: envoyez le fichier tel quel.',
  'No file of this hash and so many rows was sent. Send it to /api/incidents/{}/scope/import.':
    'Aucun fichier de cette empreinte et d’autant de lignes ne fut envoyé. Envoyez-le à /api/incidents/{}/scope/import.',
  'There is no {} "{}"; there are: {}.': 'Il n’y a pas de {} «\u202f{}\u202f»\u202f; il y a\u202f: {}.',
  'The text of notice {} in {} has no such passage.': 'Le texte de la notification {} en {} n’a pas ce passage.',
  'Too many commands to {} wait for their turn.': 'Trop d’actes sur {} attendent leur tour.',
  'The incident did not answer in time.': 'L’incident n’a pas répondu à temps.',
  'Temporal did not take the message in time.': 'Temporal n’a pas pris le message à temps.',
  'A declaration of this incident waits to reach it, and its clock runs: leave the declaration out.':
    'Une déclaration de cet incident est en route vers lui, et son délai court\u202f: laissez la déclaration de côté.',
  '{} is under a legal hold already; lift it first to give another reason.':
    '{} est déjà sous conservation légale\u202f; levez-la d’abord pour en donner une autre raison.',
  '{} is under no legal hold.': '{} n’est sous aucune conservation légale.',
  '{} are for those who may read the inquiry.': '{}\u202f: pour qui peut lire l’enquête.',
  'is not for reporters': 'n’est pas pour qui signale',
  'You have no calendar feed.': 'Vous n’avez pas de flux d’agenda.',
  'There is no calendar at this address, or it has ended. Make another one by POST /api/calendar-feed.':
    'Il n’y a pas d’agenda à cette adresse, ou il a pris fin. Créez-en un autre par POST /api/calendar-feed.',
  'Recipients are JSON or CSV.': 'Les destinataires sont en JSON ou CSV.',
  'This notice does not go to that recipient.': 'Cette notification ne va pas à ce destinataire.',
  '{} has no question of that number.': '{} n’a pas de question de ce numéro.',
  'This question has its answer. What is to be added goes into a notice or a call.':
    'Cette question a sa réponse. Ce qu’il y a à ajouter va dans une notification ou un appel.',
  'This is neither with the secret of returned mail, nor signed by it: see GET /api/returned-mail/secret.':
    'Ceci ne porte ni le secret du courriel revenu, ni sa signature\u202f: voir GET /api/returned-mail/secret.',
  'No mail of that number waits.': 'Aucun courriel de ce numéro n’attend.',
  'This store is {}’s.': 'Cet emplacement est à {}.',
  'There is a store with the id {}.': 'Un emplacement a déjà l’identifiant {}.',
  'There is no store with this id, or it has ended.': 'Aucun emplacement n’a cet identifiant, ou il a pris fin.',
  'There is, or was, a source with the id {}, or one with this address.':
    'Une source a ou avait l’identifiant {}, ou cette adresse.',
  'There is no source with this id, or it has ended.': 'Aucune source n’a cet identifiant, ou elle a pris fin.',
  'The alarm is not signed, as Standard Webhooks says, with the secret of a source that counts. An operator makes another secret.':
    'L’alarme n’est pas signée, comme le veut Standard Webhooks, du secret d’une source en cours. L’exploitation en crée un autre.',
  'The body is neither a finding nor a Detection Finding of OCSF.':
    'Le contenu n’est ni un constat ni un «\u202fDetection Finding\u202f» d’OCSF.',
  'is no finding: `key` and `seen`, or `class_uid` 2004 and `finding_info`':
    'n’est pas un constat\u202f: `key` et `seen`, ou `class_uid` 2004 et `finding_info`',
  'The body is not JSON in UTF-8.': 'Le contenu n’est pas du JSON en UTF-8.',
  'A file of evidence has at most {} bytes.': 'Un fichier de preuve a au plus {} octets.',
  'There is no such file of evidence in this incident.': 'Il n’y a pas ce fichier de preuve dans cet incident.',
  'Temporal did not take the exercise in time.': 'Temporal n’a pas pris l’exercice à temps.',
  'There is no scenario "{}"; there are: {}.': 'Il n’y a pas de scénario «\u202f{}\u202f»\u202f; il y a\u202f: {}.',
  'A report is JSON, HTML, plain text or PDF.': 'Un compte rendu est en JSON, HTML, texte ou PDF.',
  '{} is concluded, and each of its resolutions is done.': '{} est conclu, et chacune de ses résolutions est faite.',
  'The exercise did not answer in time.': 'L’exercice n’a pas répondu à temps.',
  'There is no exercise with this id.': 'Aucun exercice n’a cet identifiant.',
  'The register does not have this incident yet.': 'Le registre n’a pas encore cet incident.',
  'An entry of the register is JSON or PDF.': 'Une entrée du registre est en JSON ou PDF.',
  'The register is JSON or CSV.': 'Le registre est en JSON ou CSV.',
  'The fact sheet has no version of that number.': 'La fiche des faits n’a pas de version de ce numéro.',
  '`since` is a later version.': '`since` est une version plus récente.',
  'must not be above {}': 'ne doit pas dépasser {}',
  'This incident is an exercise, and nothing of it leaves the machine: read the letter on its page.':
    'Cet incident est un exercice, et rien n’en sort de la machine\u202f: lisez la lettre sur sa page.',
  'You had thirty letters sent to yourself within an hour. Wait, or read them on the page.':
    'Vous vous êtes envoyé trente lettres en une heure. Attendez, ou lisez-les sur la page.',
  '{} has no notice of that number in {}.': '{} n’a pas de notification de ce numéro en {}.',
  '{} has no notice of that number.': '{} n’a pas de notification de ce numéro.',
  'A notice is JSON, plain text, HTML or PDF.': 'Une notification est en JSON, texte, HTML ou PDF.',
  'This notice is being composed, which takes a moment.':
    'Cette notification est en cours de composition, ce qui prend un instant.',
  'This notice is not in the language {}.': 'Cette notification n’existe pas dans la langue {}.',
  'Nothing was entered: {}. Have the file made anew.': 'Rien ne fut entré\u202f: {}. Faites refaire le fichier.',
  '`language` {}.': '`language` {=}.',
  'is no fact to translate': 'n’est pas un fait à traduire',
  'stands twice': 's’y trouve deux fois',
  'has other words than when the file was made': 'a d’autres mots qu’au moment où le fichier fut fait',
  'must be another language than {}': 'doit être une autre langue que {}',
  'None of those has a contact who can be asked and was not asked today.':
    'Aucun n’a de contact qu’on puisse interroger et qui ne l’ait pas été aujourd’hui.',
  'This proposal was decided before: GET /api/customers/proposals lists those that wait.':
    'Cette proposition fut déjà tranchée\u202f: GET /api/customers/proposals liste celles qui attendent.',
  'What it is about has ended meanwhile: decline it.': 'Ce dont il s’agit a pris fin entre-temps\u202f: écartez-la.',
  'There is no proposal with this number.': 'Il n’y a pas de proposition de ce numéro.',
  'There is no such contact of this customer.': 'Ce client n’a pas ce contact.',
  'This contact has no webhook.': 'Ce contact n’a pas de webhook.',
  'The {} {} has ended. PUT the customer as a whole, and what that names stands again.':
    '{=} {}\u202f: a pris fin. Faites un PUT du client entier, et ce qui y est nommé vaut de nouveau.',
  'There is no customer with this id.': 'Aucun client n’a cet identifiant.',
  'The customer has no account with this id.': 'Le client n’a pas de compte de cet identifiant.',
  'The customer has no contact with this id.': 'Le client n’a pas de contact de cet identifiant.',
  'The id in the address cannot be the id of a customer.':
    'L’identifiant dans l’adresse ne peut être celui d’un client.',
  'There is a customer with the id {}, or was one: PUT it.':
    'Un client a ou avait l’identifiant {}\u202f: faites un PUT.',
  '{}, at {}': '{=}, à {}',
  'The list {}.': 'La liste {=}.',
  'has {} contacts; this route takes {} at once': 'a {} contacts\u202f; cette adresse en prend {} à la fois',
  '{} is not active.': '{} n’est pas actif.',
  'This code is not known, was used, or has ended; ask an operator for another.':
    'Ce code est inconnu, a servi ou a pris fin\u202f; demandez-en un autre à l’exploitation.',
  'This person has no such key.': 'Cette personne n’a pas cette clé.',
  'expiresAt {}.': 'expiresAt {=}.',
  'must be an instant to come, 365 days from now at most': 'doit être un instant à venir, dans 365 jours au plus',
  'There is nobody with this id.': 'Personne n’a cet identifiant.',
  'There is somebody with the id {}.': 'Quelqu’un a déjà l’identifiant {}.',
  'stands in the file before': 'est déjà plus haut dans le fichier',
  'There is, or was, an identity provider with the id {}.': 'Un fournisseur d’identité a ou avait l’identifiant {}.',
  'There is no identity provider with this id, or it was ended.':
    'Aucun fournisseur d’identité n’a cet identifiant, ou il a pris fin.',
  'This key was revoked just now.': 'Cette clé vient d’être révoquée.',
  'This person has no such session.': 'Cette personne n’a pas cette session.',
  '{} has no post-mortem yet.': '{} n’a pas encore de retour d’expérience.',
  'A post-mortem is for its members; legal or privacy among them admit others.':
    'Un retour d’expérience est à ses membres\u202f; le juridique ou la protection des données, s’ils en sont, en admettent d’autres.',
  'seed {}.': 'seed {=}.',
  'is missing: a sample is drawn by a seed, so that others draw the same':
    'manque\u202f: un échantillon se tire par une graine, pour que d’autres tirent le même',
  'The post-mortem of {} is followed up: each of its actions had its effect.':
    'Le retour d’expérience de {} est suivi jusqu’au bout\u202f: chacune de ses actions a eu son effet.',
  'Too many commands to the post-mortem of {} wait for their turn.':
    'Trop d’actes sur le retour d’expérience de {} attendent leur tour.',
  'The post-mortem did not answer in time.': 'Le retour d’expérience n’a pas répondu à temps.',
  '{} has a version {}, and what a version says never changes.':
    '{} a déjà une version {}, et ce que dit une version ne change jamais.',
  'There is no version "{}" of a procedure "{}".':
    'Il n’y a pas de version «\u202f{}\u202f» d’une procédure «\u202f{}\u202f».',
  '{} is approved, and its decisions stand.': '{} est approuvée, et ses décisions tiennent.',
  'Nothing is decided in {} yet.': 'Rien n’est encore décidé dans {}.',
  '{} has no action {}; it has {}.': '{} n’a pas d’action {}\u202f; il y en a {}.',
  '{} says whether action {} is done.': 'C’est à {} de dire si l’action {} est faite.',
  'Action {} is done already, or {} is not approved yet.':
    'L’action {} est déjà faite, ou {} n’est pas encore approuvée.',
  '{} reads no review; name one of {}.': '{} ne lit aucune revue\u202f; nommez quelqu’un de\u202f: {=}.',
  'There is no review {}.': 'Il n’y a pas de revue {}.',
  'A yearly report is JSON or PDF.': 'Un rapport annuel est en JSON ou PDF.',
  'A report is of a year such as 2026.': 'Un rapport est d’une année, telle que 2026.',
  '{} stands at {}, too': '{} est aussi à {}',
  'There is nobody with this id on the staff.': 'Personne du personnel n’a cet identifiant.',
  'There is nobody on the staff with this id.': 'Personne du personnel n’a cet identifiant.',
  'By this file {} people have left. If that is so, send it again with ?leavers={}; else send the whole list.':
    'D’après ce fichier, {} personnes sont parties. Si c’est le cas, renvoyez-le avec\u202f?leavers={}\u202f; sinon envoyez la liste entière.',
  'There is no course {}: GET /api/training/courses lists them.':
    'Il n’y a pas de cours {}\u202f: GET /api/training/courses les liste.',
  'Nobody of those is on the staff without having this course open already.':
    'Personne de ceux-là n’est du personnel sans avoir déjà ce cours en cours.',
  'This wave is over already: it {}.': 'Cette série est déjà finie\u202f: elle {=}.',
  'was stopped': 'fut arrêtée',
  'has ended': 'est terminée',
  'The evidence is JSON or CSV.': 'La preuve est en JSON ou CSV.',
  '{} is the id of nobody on the staff': '{} n’est l’identifiant de personne du personnel',
  'The body has faults: {}.': 'Le contenu est incorrect\u202f: {=}.',
  'There is no wave with this id.': 'Aucune série n’a cet identifiant.',
  'Nothing was signed yet: the hourly check does that.':
    'Rien n’est encore signé\u202f: le contrôle horaire s’en charge.',
  '{} lie outside the tree, which has {} leaves.': 'Hors de l’arbre, qui a {2} feuilles\u202f: {1}.',
  'is not within 0 and {}': 'n’est pas entre 0 et {}',
  'store {}.': 'store {=}.',
  'must be the id of a store: take it from GET /api/data-stores':
    'doit être l’identifiant d’un emplacement\u202f: prenez-le de GET /api/data-stores',
  'must be an instant that has passed': 'doit être un instant passé',
  'You made {} reports within one {}.': 'Vous avez fait {} signalements en un délai d’une {=}.',
  'detectedAt {}.': 'detectedAt {=}.',
  '{} is for those whose course {} stands; yours has not since {}. {}':
    '{} est à qui a un cours {} en règle\u202f; le vôtre ne l’est plus depuis {}. {=}',
  'You are mailed a link to it within the hour: take it there.':
    'Un lien vous est envoyé dans l’heure\u202f: suivez-le par là.',
  'Take it at {}': 'Suivez-le à {}',
  'is encrypted': 'est chiffré',
  'cannot be unpacked': 'ne se décompresse pas',
  'is larger than what is looked through': 'dépasse ce qui est parcouru',
  'is an archive within archives': 'est une archive dans des archives',
  'is of a kind that is not looked through': 'est d’une sorte qui n’est pas parcourue',
  'the file itself': 'le fichier lui-même',
  'is not in the register. Take its id from GET /api/customers, or import it first.':
    'n’est pas dans le registre. Prenez son identifiant de GET /api/customers, ou importez-le d’abord.',
  'is nobody whom notice {} of {} went to; see GET /api/incidents/{}/deliveries.':
    'n’est pas de ceux à qui est allée la notification {} de {}\u202f; voir GET /api/incidents/{}/deliveries.',
  'is not among the affected customers of {}. Take its id from GET /api/incidents/{}/scope, or add it first (add-affected-customers).':
    'n’est pas des clients touchés de {}. Prenez son identifiant de GET /api/incidents/{}/scope, ou ajoutez-le d’abord («\u202fAjouter des clients touchés\u202f»).',
  'Who asked cannot confirm it, and neither can another account of theirs.':
    'Qui a demandé ne peut confirmer, ni un autre de ses comptes.',
  'Whom it is about, or who asked, has changed since it was asked for.':
    'Qui est concerné, ou qui a demandé, a changé depuis.',
  'says otherwise of {} than before': 'dit de {} autre chose que plus haut',
  'belongs to {}, and stays there': 'appartient à {}, et y reste',
  'is the person itself': 'est la personne elle-même',
  'is the id of nobody in this file': 'n’est l’identifiant de personne dans ce fichier',
  'stands in the file twice': 'est deux fois dans le fichier',
  'is no customer in the register; import it first': 'n’est pas un client du registre\u202f; importez-le d’abord',
  'was named as affected before it was in the register, and is owed from then; add it first (add-affected-customers)':
    'fut nommé comme touché avant d’être au registre, et on lui doit depuis\u202f; ajoutez-le d’abord («\u202fAjouter des clients touchés\u202f»)',
  'This would leave no active operator with a key; nothing was changed.':
    'Il ne resterait aucun exploitant actif avec une clé\u202f; rien n’a été changé.',
  'The address of {} leads to the mailbox of {}; nothing was changed.':
    'L’adresse de {} mène à la boîte de {}\u202f; rien n’a été changé.',
  'This cursor was not given out by this list with these filters; start again without a cursor.':
    'Ce curseur ne vient pas de cette liste avec ces filtres\u202f; recommencez sans curseur.',
};
