import type { Sentences } from './sentences';

/** What an incident refuses. */
export const INCIDENTS: Sentences = {
  'This incident has too many drafts for another. Go on with the newest of a kind: approve, reject or release it':
    'Cet incident a trop de projets pour un de plus. Poursuivez avec le plus récent de chaque sorte\u202f: approuvez-le, rejetez-le ou diffusez-le',
  'Customers were added in too many separate requests. Add the others in one request: by product, or up to a thousand by id':
    'Les clients ont été ajoutés en trop de fois. Ajoutez les autres d’un seul coup\u202f: par produit, ou jusqu’à mille par identifiant',
  'Too many names are not in the register. Import these customers, or take the names off (remove-affected-customer), then add more':
    'Trop de noms sont absents du registre. Importez ces clients, ou retirez les noms («\u202fRetirer un client\u202f»), puis ajoutez-en d’autres',
  'Too many waivers wait for an executive. Have some confirmed or declined first':
    'Trop de renonciations attendent la direction. Faites-en d’abord confirmer ou écarter',
  'These instants were corrected too often to be corrected again. Write down what is known of them by note-progress':
    'Ces instants ont été corrigés trop souvent pour l’être encore. Écrivez ce qu’on en sait par «\u202fNoter l’avancement\u202f»',
  'The decision was put off too often. Declare, or reclassify; note-progress without "undecided" is still taken':
    'La décision a été repoussée trop souvent. Déclarez, ou qualifiez autrement\u202f; une note d’avancement sans nouveau délai passe toujours',
  'Too many customers were cleared one by one. If nobody is affected, ask for the withdrawal of the declaration':
    'Trop de clients ont été mis hors de cause un par un. Si personne n’est touché, demandez le retrait de la déclaration',
  'This incident holds too many promised dates for another. Set the fact known, withheld or not applicable, and send a notice without dates':
    'Cet incident contient trop de dates promises pour une de plus. Renseignez le fait comme connu, tu ou sans objet, et envoyez une notification sans date',
  'Too many customers wait for help in this incident. Answer some of them first':
    'Trop de clients attendent de l’aide dans cet incident. Répondez d’abord à quelques-uns',
  'This incident has too many tasks for another. Put several into one':
    'Cet incident a trop de tâches pour une de plus. Réunissez-en plusieurs en une',
  'The fact sheet says too much. Shorten a field or its translations':
    'La fiche des faits en dit trop. Raccourcissez un champ ou ses traductions',
  'Too much is withheld in this incident one by one. Put several words into one withholding':
    'Trop de choses sont tues une par une dans cet incident. Réunissez plusieurs mots en une rétention',
  'Too many regimes are judged in this incident for another. Judge those that may apply, and note the others together (note-progress)':
    'Trop de régimes sont jugés dans cet incident pour un de plus. Jugez ceux qui peuvent s’appliquer, et notez les autres ensemble («\u202fNoter l’avancement\u202f»)',
  'This incident has too many pieces of evidence for another. Put several into one, and its list into the reference':
    'Cet incident a trop de preuves pour une de plus. Réunissez-en plusieurs en une, avec leur liste dans la référence',
  'This incident has too many links for another. Take some off (unlink-incident)':
    'Cet incident a trop de liens pour un de plus. Retirez-en («\u202fRetirer un lien\u202f»)',
  '{}, or close this incident and report what is left as another.':
    '{=}, ou clôturez cet incident et signalez le reste comme un autre.',
  'There is no command {}.': 'L’acte {} n’existe pas.',
  '{} goes through {}.': '{} passe par {=}.',
  'the API only: its author must be signed in': 'l’API seule, car son auteur doit s’être authentifié',
  'no door of people': 'aucune voie ouverte aux personnes',
  'Nobody here has the id {}, or the person holds no role.':
    'Personne ici n’a l’identifiant {}, ou cette personne n’a aucun rôle.',
  '{} is for {}; {} holds: {}.': '{} revient à\u202f: {=}\u202f; {} est\u202f: {=}.',
  '{} is closed since {}; lead or privacy open it again by reopen.':
    '{} est clos depuis {}\u202f; la direction de crise ou la protection des données le rouvrent («\u202fRouvrir\u202f»).',
  '{} is being merged into another incident: wait until that has answered.':
    '{} est en cours de fusion avec un autre incident\u202f: attendez la réponse.',
  '{} is open, in {} since {}; go on with it there.': '{} est ouvert, en phase {=} depuis {}\u202f; poursuivez-le là.',
  '{} is restricted: its members carry it on, and you read the status of your report.':
    '{} est restreint\u202f: ses membres le mènent, et vous lisez où en est votre signalement.',
  'This part is not for {}; leave it out.': 'Cette partie ne revient pas à\u202f: {=}\u202f; laissez-la de côté.',
  'No open step of the playbook is called "{}".': 'Aucune étape ouverte de la procédure ne s’appelle «\u202f{}\u202f».',
  'No customer waits for help.': 'Aucun client n’attend d’aide.',
  'No notice is {}: draft one, or wait until it is composed.':
    'Aucune notification n’est {=}\u202f: rédigez-en une, ou attendez qu’elle soit composée.',
  'No promise is open to give up.': 'Aucune promesse ouverte à laquelle renoncer.',
  'This was encrypted by a release of ours that did not seal: give it again. While such releases still run, set TOCSIN_UNSEALED=claim.':
    'Ceci fut chiffré par une version qui ne scellait pas encore\u202f: donnez-le de nouveau. Tant que de telles versions tournent, réglez TOCSIN_UNSEALED=claim.',
  'This was sealed for another incident or another command, so it is a copy: whoever sent it reached Temporal past the API.':
    'Ceci fut scellé pour un autre incident ou un autre acte\u202f: c’est donc une copie, et qui l’a envoyée a atteint Temporal sans passer par l’API.',
  '{} goes through no outer door, or not by the process that sent it.':
    '{} ne passe par aucune voie extérieure, ou pas par le programme qui l’a envoyé.',
  '{}, so its author is not known: give {} through the API, or by npm run temporal with --codec-endpoint and --codec-auth.':
    '{=}\u202f: son auteur est donc inconnu. Donnez {} par l’API, ou par npm run temporal avec --codec-endpoint et --codec-auth.',
  'This was sealed for another incident or for {}': 'Ceci fut scellé pour un autre incident ou pour {}',
  'Nobody sealed this': 'Personne n’a scellé ceci',
  '{} sealed this in the name of {}: each gives their own.':
    '{} a scellé ceci au nom de {}\u202f: chacun parle pour soi.',
  'A message with the door `api` brings the roles of its author, and this one brings none: leave `door` out, and it is judged by the roles that the incident knows.':
    'Un message de la voie `api` apporte les rôles de son auteur, et celui-ci n’en apporte aucun\u202f: laissez `door` de côté, et il sera jugé selon les rôles que l’incident connaît.',
  'This idempotency key was used for another body; use a new key.':
    'Cette clé d’idempotence a servi pour un autre contenu\u202f; prenez-en une nouvelle.',
  'No member of this restricted incident: {}. Add them first.':
    'Ne sont pas membres de cet incident restreint\u202f: {}. Ajoutez-les d’abord.',
  'There is no incident with this id.': 'Aucun incident n’a cet identifiant.',
  '{} would lie before {}, when it was detected. Name the right instant, correct "detected" by correct-anchor, or say in "beforeDetection" why it is so.':
    'Avant {2}, quand l’incident fut détecté\u202f: {1=}. Donnez le bon instant, corrigez celui de la détection («\u202fCorriger un instant\u202f»), ou dites dans «\u202fbeforeDetection\u202f» pourquoi il en est ainsi.',
  'notice {} names another date': 'la notification {} donne une autre date',
  'affected after all': 'touché malgré tout',
  'reclassified as {}': 'qualifié de nouveau\u202f: {=}',
  'set again': 'renseigné de nouveau',
  'it waits for nobody any more': 'il n’attend plus personne',
  'Nobody who may act here has the id {}; see /api/people.':
    'Personne qui puisse agir ici n’a l’identifiant {}\u202f; voir /api/people.',
  'Named as member and as excluded: {}. Name them once.':
    'Nommés à la fois membres et exclus\u202f: {}. Nommez-les une seule fois.',
  'Nobody would be left who could act, or let others in. Name members who can.':
    'Il ne resterait personne qui puisse agir ou en admettre d’autres. Nommez des membres qui le peuvent.',
  'The reason "other" needs words that say what it is.':
    'La raison «\u202fautre\u202f» demande des mots qui disent laquelle.',
  'The triage says that this is in scope, the class that it is not. Answer inScope "no" with the class; a class that stands is changed by reclassify, which answers inScope too.':
    'Le tri dit que c’est dans le périmètre, la qualification que non. Répondez «\u202fnon\u202f» au périmètre avec la qualification\u202f; une qualification posée se change par «\u202fQualifier autrement\u202f», qui y répond aussi.',
  'The triage says that this is out of scope, the class that it is an event. Answer inScope "yes" with the class; a class that stands is changed by reclassify, which answers inScope too.':
    'Le tri dit que c’est hors périmètre, la qualification que c’est un événement. Répondez «\u202foui\u202f» au périmètre avec la qualification\u202f; une qualification posée se change par «\u202fQualifier autrement\u202f», qui y répond aussi.',
  'The definition is answered "yes" throughout, so this is an incident by our own answers. Declare it, or have privacy or legal decide that it is none.':
    'Toute la définition est à «\u202foui\u202f»\u202f: d’après nos réponses, c’est un incident. Déclarez-le, ou faites décider par la protection des données ou le juridique que ce n’en est pas un.',
  'No alert waits for an answer.': 'Aucune alerte n’attend de réponse.',
  'No alert {} waits for an answer; it may have been acknowledged already.':
    'Aucune alerte {} n’attend de réponse\u202f; elle a pu être prise en charge déjà.',
  'Nobody here has the id {}; see /api/people.': 'Personne ici n’a l’identifiant {}\u202f; voir /api/people.',
  'These people have it in hand already.': 'Ces personnes s’en chargent déjà.',
  'Help was neither offered nor asked for, so there is none to end.':
    'L’assistance ne fut ni proposée ni demandée\u202f: il n’y en a pas à terminer.',
  "Assistance belongs to an event, caused on the customer's side; this is {}.":
    'L’assistance va avec un événement, causé chez le client\u202f; ce dossier est\u202f: {=}.',
  'Assistance stands at: {}.': 'L’assistance en est à\u202f: {=}.',
  'This cannot be closed yet: {}.': 'Ce dossier ne peut pas encore être clos\u202f: {=}.',
  'This declaration was withdrawn. Report the matter again: it becomes another incident, with a clock and notices of its own.':
    'Cette déclaration fut retirée. Signalez de nouveau la chose\u202f: elle devient un autre incident, avec son délai et ses notifications.',
  '{} must be an instant such as 2026-11-23T09:20:00Z.': '{} doit être un instant, tel que 2026-11-23T09:20:00Z.',
  'This incident was declared on {}; its clock runs. Move a wrong instant by correct-anchor.':
    'Cet incident fut déclaré le {=}\u202f; son délai court. Un instant faux se déplace par «\u202fCorriger un instant\u202f».',
  'an earlier day': 'un jour antérieur',
  'In {} you say otherwise than {} declared, which stands with its clock. Confirm that, leaving declaredAt out if you like, then correct it by correct-anchor and set-fact. What stands: {}':
    'Sur {}, vous dites autre chose que {} n’a déclaré, qui tient, avec son délai. Confirmez cela, sans declaredAt si vous voulez, puis corrigez par «\u202fCorriger un instant\u202f» et «\u202fRenseigner un fait\u202f». Ce qui tient\u202f: {}',
  'The definition is answered "no" for: {}. Assess it again if that is wrong; otherwise this is no incident of ours.':
    'La définition a la réponse «\u202fnon\u202f» pour\u202f: {=}. Refaites le tri si c’est faux\u202f; sinon, ce n’est pas un incident chez nous.',
  '{} {} in the future.': 'Dans le futur\u202f: {1=}.',
  'We cannot have become aware after declaring; awareAt must not be later than declaredAt.':
    'On ne peut avoir eu connaissance après avoir déclaré\u202f; awareAt ne doit pas dépasser declaredAt.',
  'A policy holds only where GDPR does not: leave it out, or have legal say gdpr "no".':
    'Une politique ne vaut que là où le RGPD ne vaut pas\u202f: laissez-la de côté, ou faites dire au juridique que le RGPD ne s’applique pas.',
  'That this is not under GDPR is for legal to say. Have legal say so, or say "undetermined": our own {} hours then hold.':
    'Que le RGPD ne s’applique pas, c’est au juridique de le dire. Faites-le-lui dire, ou dites «\u202findéterminé\u202f»\u202f: nos propres {} heures valent alors.',
  'Say which policy holds instead.': 'Dites quelle politique vaut à la place.',
  '{} waits for {} already. Write down what is new by note-progress.':
    '{} attend déjà {}. Écrivez ce qui est nouveau par «\u202fNoter l’avancement\u202f».',
  '{} waits for no help.': '{} n’attend pas d’aide.',
  'This incident is closed.': 'Cet incident est clos.',
  'The stage is {} already.': 'La phase est déjà\u202f: {=}.',
  'Triage has not ended; it still needs: {}.': 'Le tri n’est pas terminé\u202f; il lui manque\u202f: {=}.',
  'undecided.until must be an instant to come.': 'undecided.until doit être un instant à venir.',
  'What counsel alone reads is told nobody outside.': 'Ce qui est réservé aux juristes n’est dit à personne au-dehors.',
  'Nobody outside has a reference of this report; leave "exchange" out.':
    'Personne au-dehors n’a de référence de ce signalement\u202f; laissez «\u202fexchange\u202f» de côté.',
  'No decision is owed now; leave "undecided" out.':
    'Aucune décision n’est due maintenant\u202f; laissez «\u202fundecided\u202f» de côté.',
  '{} was an exercise, and is over. Plan another one to play it again.':
    '{} était un exercice, et il est fini. Prévoyez-en un autre pour le rejouer.',
  '{} was merged into another incident; go on with it there.':
    '{} fut fusionné avec un autre incident\u202f; poursuivez là.',
  'Our role is {} already.': 'Notre rôle est déjà\u202f: {=}.',
  'We are no controller here, or not aware yet: set our role first (set-role).':
    'Nous ne sommes pas responsables du traitement ici, ou n’en avons pas encore connaissance\u202f: dites d’abord quel est notre rôle.',
  '"at" is when it was notified.': '«\u202fat\u202f» dit quand elle fut notifiée.',
  'It was due before {}: GDPR Art. 33(1) asks for the reasons of the delay.':
    'C’était dû avant {}\u202f: l’art. 33(1) du RGPD demande les motifs du retard.',
  'There is no declaration to withdraw.': 'Il n’y a pas de déclaration à retirer.',
  'No withdrawal was asked for.': 'Aucun retrait n’a été demandé.',
  'The withdrawal was asked for; an executive, another person, must confirm it.':
    'Le retrait est demandé\u202f; un membre de la direction, une autre personne, doit le confirmer.',
  '{} asked for a withdrawal that makes the case {}; you say otherwise. Confirm exactly that, or decline it and have it asked for again.':
    '{} a demandé un retrait qui qualifie le dossier {}\u202f; vous dites autre chose. Confirmez exactement cela, ou écartez-le et faites-le demander de nouveau.',
  'Legal or privacy asks for a withdrawal first; an executive then confirms it.':
    'Le juridique ou la protection des données demande d’abord un retrait\u202f; un membre de la direction le confirme.',
  'declaration withdrawn': 'déclaration retirée',
  'This incident has no instant for {} yet; declare it first.':
    'Cet incident n’a pas encore d’instant pour {=}\u202f; déclarez d’abord.',
  '"at" must be an instant such as 2026-11-23T09:20:00Z.':
    '«\u202fat\u202f» doit être un instant, tel que 2026-11-23T09:20:00Z.',
  '{} stands at {} already.': '{=} est déjà à {}.',
  'No correction was asked for.': 'Aucune correction n’a été demandée.',
  'That correction was not asked for; {} was.': 'Cette correction n’a pas été demandée\u202f; c’était {=}.',
  'a correction of {} to {}': 'une correction de {=} à {}',
  'First confirm or decline what waits for a second person: {}.':
    'Confirmez ou écartez d’abord ce qui attend une seconde personne\u202f: {=}.',
  'A correction to a later instant needs a second person of privacy or legal.':
    'Une correction vers plus tard demande une seconde personne, de la protection des données ou du juridique.',
  '"at" must be an instant that has passed.': '«\u202fat\u202f» doit être un instant passé.',
  'We cannot have become aware after declaring ({}).': 'On ne peut avoir eu connaissance après avoir déclaré ({}).',
  'We cannot have declared before we were aware ({}); correct "aware" first.':
    'On ne peut avoir déclaré avant d’avoir eu connaissance ({})\u202f; corrigez d’abord l’instant de la connaissance.',
  'Nothing is late, so there is no delay to explain.':
    'Rien n’est en retard\u202f: il n’y a pas de retard à expliquer.',
  'No waiver of this promise was asked for.': 'Aucune renonciation à cette promesse n’a été demandée.',
  'This waiver was asked for; an executive, another person, must confirm it.':
    'Cette renonciation est demandée\u202f; un membre de la direction, une autre personne, doit la confirmer.',
  'There is no promise {} to give up. {}': 'Il n’y a pas de promesse {} à laquelle renoncer. {=}',
  'Open are: {}.': 'Sont ouvertes\u202f: {}.',
  'None is open.': 'Aucune n’est ouverte.',
  'Legal or privacy asks for a waiver first; an executive then confirms it.':
    'Le juridique ou la protection des données demande d’abord une renonciation\u202f; un membre de la direction la confirme.',
  'This incident has no evidence {}; it has {} pieces.': 'Cet incident n’a pas de preuve {}\u202f; il en a {}.',
  '{} has evidence {} already.': '{} a déjà la preuve {}.',
  '"collectedAt" must be an instant that has been.': '«\u202fcollectedAt\u202f» doit être un instant passé.',
  'A file is sent to the API.': 'Un fichier s’envoie à l’API.',
  'Say where it lies: add "reference", or send the file.':
    'Dites où cela se trouve\u202f: donnez «\u202freference\u202f», ou envoyez le fichier.',
  'Evidence {} is this file already.': 'La preuve {} est déjà ce fichier.',
  'There is no regime "{}".': 'Il n’y a pas de régime «\u202f{}\u202f».',
  '"classifiedAt" is when that was found.': '«\u202fclassifiedAt\u202f» dit quand cela fut constaté.',
  '{} is not in force yet, so that nothing is owed by it.':
    '{} n’est pas encore en vigueur\u202f: rien n’est dû à ce titre.',
  'That was judged of {} already, by {}.': 'Cela fut déjà jugé de {}, par {}.',
  'No such duty is owed here: judge first that the regime applies (judge-regime).':
    'Aucune obligation de ce genre n’est due ici\u202f: jugez d’abord que le régime s’applique («\u202fDire si une loi s’applique\u202f»).',
  '{} was done at {}.': '{} fut fait le {}.',
  '"at" is when it was done.': '«\u202fat\u202f» dit quand ce fut fait.',
  'It was due before {}: say why it is late.': 'C’était dû avant {}\u202f: dites pourquoi c’est en retard.',
  '{} is linked already.': '{} est déjà lié.',
  '{} is not linked from here.': '{} n’est pas lié d’ici.',
  'Name another incident than this one.': 'Nommez un autre incident que celui-ci.',
  'An exercise is merged into nothing.': 'Un exercice ne se fusionne avec rien.',
  'A declaration that was withdrawn is no duplicate. Link the two (link-incident).':
    'Une déclaration retirée n’est pas un doublon. Liez les deux («\u202fLier un autre incident\u202f»).',
  'This cannot be merged yet: {}.': 'Ceci ne peut pas encore être fusionné\u202f: {=}.',
  'owed by the incident that this one was merged into': 'dû par l’incident avec lequel celui-ci fut fusionné',
  'You see this incident already.': 'Vous voyez déjà cet incident.',
  'Nobody asked for the restriction to be lifted.': 'Personne n’a demandé la levée de la restriction.',
  'You asked for it; another member must confirm it.': 'Vous l’avez demandée\u202f; un autre membre doit la confirmer.',
  '{} is excluded already.': '{} est déjà exclu.',
  '{} is excluded, and becomes no member while the incident is restricted.':
    '{} est exclu, et ne devient pas membre tant que l’incident est restreint.',
  'They are the only member: add another one first.': 'C’est le seul membre\u202f: ajoutez-en d’abord un autre.',
  'The incident is not restricted: everybody sees it by their role (restrict).':
    'L’incident n’est pas restreint\u202f: chacun le voit selon son rôle («\u202fRestreindre aux membres\u202f»).',
  'It is restricted already: add and remove members (add-member, remove-member).':
    'Il est déjà restreint\u202f: ajoutez et retirez des membres.',
  'Name customers by id, or a product.': 'Nommez des clients par identifiant, ou un produit.',
  'Name customers or a product, not both.': 'Nommez des clients ou un produit, pas les deux.',
  'No incident is declared here. Who was not told is taken off by remove-affected-customer.':
    'Aucun incident n’est déclaré ici. Qui ne fut pas averti se retire par «\u202fRetirer un client\u202f».',
  '{} is cleared already; it counts as affected again once it is added again.':
    '{} est déjà hors de cause\u202f; ajouté de nouveau, il compte de nouveau comme touché.',
  '{} is not in the register, so it was told nothing. Remove it instead.':
    '{} est absent du registre\u202f: rien ne lui fut dit. Retirez-le plutôt.',
  'The scope is being worked out; clear it in a moment.':
    'Le périmètre est en cours de calcul\u202f; mettez hors de cause dans un instant.',
  '{} is not in the register, so nothing can be kept of it. Import it, add it again, then record this again.':
    '{} est absent du registre\u202f: rien ne peut en être gardé. Importez-le, ajoutez-le de nouveau, puis consignez ceci de nouveau.',
  'The scope is being worked out; record this again in a moment.':
    'Le périmètre est en cours de calcul\u202f; consignez ceci de nouveau dans un instant.',
  'This customer is owed no word of a matter of the kind {}: the case is {}.':
    'Rien n’est dû à ce client sur une affaire de la sorte {=}\u202f: le dossier est\u202f: {=}.',
  'Nothing is owed to customers yet: the case is {}. Declare first.':
    'Rien n’est encore dû aux clients\u202f: le dossier est\u202f: {=}. Déclarez d’abord.',
  'Nobody could tell of this before {}. Correct "at", or the instant of which we were aware (correct-anchor).':
    'Personne n’a pu dire cela avant {}. Corrigez «\u202fat\u202f», ou l’instant de notre connaissance («\u202fCorriger un instant\u202f»).',
  'Name a customer or a product, not both.': 'Nommez un client ou un produit, pas les deux.',
  'Name a customer by id, or a product that nobody has.':
    'Nommez un client par identifiant, ou un produit que personne n’a.',
  '{} is no product that was added and that nobody has. Customers who have it are removed one by one, by id.':
    '{} n’est pas un produit qui fut ajouté et que personne n’a. Les clients qui l’ont se retirent un par un, par identifiant.',
  'This contact is being recorded; revoke it in a moment.':
    'Ce contact est en cours d’enregistrement\u202f; annulez-le dans un instant.',
  'No waiver of this customer was asked for.': 'Aucune renonciation pour ce client n’a été demandée.',
  'There is no playbook "{}".': 'Il n’y a pas de procédure «\u202f{}\u202f».',
  'This incident goes by version {} of {} already.': 'Cet incident suit déjà la version {} de {}.',
  '{} stands so already.': '{} en est déjà là.',
  'A bridge has a link, a number, or both.': 'Une conférence a un lien, un numéro, ou les deux.',
  '"due" must be an instant to come.': '«\u202fdue\u202f» doit être un instant à venir.',
  "Task {} is {}'s already.": 'La tâche {} est déjà à {}.',
  'A task is skipped with a reason: add "words".':
    'Une tâche se passe avec une raison\u202f: donnez «\u202fwords\u202f».',
  'This incident has no task {}; it has {}.': 'Cet incident n’a pas de tâche {}\u202f; il en a {}.',
  'Task {} is {} since {}.': 'La tâche {} est {=} depuis {}.',
  'An assessment needs at least one entry.': 'Un tri demande au moins une réponse.',
  'This case is classified as {}; privacy or legal change that with reclassify.':
    'Ce dossier est qualifié\u202f: {=}\u202f; la protection des données ou le juridique changent cela par «\u202fQualifier autrement\u202f».',
  'It is restricted already: exclude somebody by remove-member with "excluded".':
    'Il est déjà restreint\u202f: excluez quelqu’un par «\u202fRetirer un membre\u202f».',
  'A declared incident is no other class until its declaration is withdrawn.':
    'Un incident déclaré n’a pas d’autre qualification avant le retrait de sa déclaration.',
  'The class is {} already.': 'La qualification est déjà\u202f: {=}.',
  'A context that is not the one of its category needs the reason for that.':
    'Un contexte autre que celui de sa catégorie en demande la raison.',
  'It is closed; open it again first (reopen).': 'Il est clos\u202f; rouvrez-le d’abord.',
  'It is being merged into another one itself.': 'Il est lui-même en cours de fusion avec un autre.',
  'Its declaration was withdrawn.': 'Sa déclaration fut retirée.',
  'It is an exercise.': 'C’est un exercice.',
  'It has taken over {} already; link this one.': 'Il en a déjà repris {}\u202f; liez celui-ci.',
  'Its triage says that it is no incident of ours; assess it again first.':
    'Son tri dit que ce n’est pas un incident chez nous\u202f; refaites-le d’abord.',
  'The duplicate goes by a policy of fewer hours.': 'Le doublon suit une politique de moins d’heures.',
  'It is restricted, and the duplicate is not: restrict that one to the same people first.':
    'Il est restreint, et le doublon ne l’est pas\u202f: restreignez d’abord celui-là aux mêmes personnes.',
  'The duplicate is restricted, and this one is not: restrict this one first.':
    'Le doublon est restreint, et celui-ci ne l’est pas\u202f: restreignez d’abord celui-ci.',
  'Its members are others than those of the duplicate: make them the same first.':
    'Ses membres ne sont pas ceux du doublon\u202f: donnez-leur d’abord les mêmes.',
  'As it stands in the duplicate that was merged into this incident.':
    'Tel qu’au doublon qui fut fusionné avec cet incident.',
  'the lifting of the restriction': 'la levée de la restriction',
  '{} lies in the future.': 'Dans le futur\u202f: {}.',
  '{} lie in the future.': 'Dans le futur\u202f: {=}.',
};
