import type { Sentences } from './sentences';

/** What is refused of notices, their delivery, and what they leave out. */
export const NOTICES: Sentences = {
  'A known fact needs its value, a number with its precision, or a period.':
    'Un fait connu demande sa valeur, un nombre avec sa précision, ou une période.',
  'There are two texts in {}; leave one.': 'Il y a deux textes en {}\u202f; n’en laissez qu’un.',
  'Only a range has an end: leave "to" out, or say that it is a range.':
    'Seule une fourchette a une fin\u202f: laissez «\u202fto\u202f» de côté, ou dites que c’est une fourchette.',
  'A range needs an end above its beginning.': 'La fin d’une fourchette est au-dessus de son début.',
  'A period ends after it begins.': 'Une période finit après avoir commencé.',
  'What has ended does not go on.': 'Ce qui est fini ne dure plus.',
  'A period needs its beginning or its end.': 'Une période demande son début ou sa fin.',
  'Notice {} says too little: {}. Set these facts (set-fact), then draft it again.':
    'La notification {} en dit trop peu\u202f: {=}. Renseignez ces faits, puis rédigez-la de nouveau.',
  'Recipients of notice {} would read of other customers: {}. Take the names out and draft it again, or say why they may stand (allow-name).':
    'Les destinataires de la notification {} y liraient d’autres clients\u202f: {}. Retirez ces noms et rédigez de nouveau, ou dites pourquoi ils peuvent rester («\u202fAdmettre un nom\u202f»).',
  'The notice would promise a date that is past: {}. Set the fact again (set-fact), known or with a date to come, then draft the notice again.':
    'La notification promettrait une date passée\u202f: {=}. Renseignez de nouveau le fait, connu ou avec une date à venir, puis rédigez-la de nouveau.',
  '{} must be known': '{=}\u202f: à renseigner comme connu',
  '{} must be known, unknown with an owner and a date, withheld, or not applicable':
    '{=}\u202f: à renseigner comme connu, inconnu avec un responsable et une date, tu ou sans objet',
  '{} must have no date in the notice of an event, which no other follows':
    '{=}\u202f: sans date dans la notification d’un événement, qu’aucune autre ne suit',
  'This incident has no notice {}; it has {}.': 'Cet incident n’a pas de notification {}\u202f; il a\u202f: {=}.',
  'none yet, so draft one': 'aucune encore, rédigez-en une',
  'Notice {} is rejected; draft it again.': 'La notification {} est rejetée\u202f; rédigez-la de nouveau.',
  'Notice {} is superseded; go on with the draft that took its place.':
    'La notification {} est remplacée\u202f; poursuivez avec le projet qui a pris sa place.',
  'Notice {} is {}; send a correction for what is wrong in it.':
    'La notification {} est {=}\u202f; envoyez une correction de ce qui y est faux.',
  'Notice {} is being composed; read it in a moment.':
    'La notification {} est en cours de composition\u202f; lisez-la dans un instant.',
  'That hash is not of notice {} as it stands; read the text again.':
    'Cette empreinte n’est pas celle de la notification {} telle qu’elle est\u202f; relisez le texte.',
  '{}; draft it again.': '{=}\u202f; rédigez-la de nouveau.',
  'A fact changed after notice {} was drafted, or when we knew or declared, how serious it is, or our role':
    'Depuis la rédaction de la notification {}, un fait a changé, ou l’instant de la connaissance ou de la déclaration, la gravité ou notre rôle',
  'Who is affected, or what is said of them, or a contact, changed after notice {} was drafted':
    'Depuis la rédaction de la notification {}, les clients touchés, ce qui les concerne ou un contact ont changé',
  'Another notice went out after notice {} was drafted, and customers would read its number twice':
    'Une autre notification est partie après la rédaction de la notification {}, et des clients liraient deux fois son numéro',
  'Notice {} still needs an approval of: {}.{}':
    'Il manque encore à la notification {} l’approbation de\u202f: {=}.{=}',
  ' That of {} no longer counts, for it was given by somebody deactivated since.':
    ' Celle de {} ne compte plus\u202f: qui l’a donnée a été désactivé depuis.',
  'Notice {} has no hash of its recipients; leave it out.':
    'La notification {} n’a pas d’empreinte de ses destinataires\u202f; laissez-la de côté.',
  'What each recipient of notice {} reads is approved with it; {}.':
    'Ce que lit chaque destinataire de la notification {} est approuvé avec elle\u202f; {=}.',
  'read the notice again, and give its "recipientsHash" beside its "hash"':
    'relisez la notification, et donnez son «\u202frecipientsHash\u202f» avec son «\u202fhash\u202f»',
  'That is not the hash of what the recipients of notice {} read; {}.':
    'Ce n’est pas l’empreinte de ce que lisent les destinataires de la notification {}\u202f; {=}.',
  'Notice {} is {}; only what was released is sent again.':
    'La notification {} est {=}\u202f; on ne renvoie que ce qui fut diffusé.',
  'The sending of notice {} is {}; nothing of it goes out.':
    'L’envoi de la notification {} est {=}\u202f; rien n’en part.',
  'Notice {} is not released yet.': 'La notification {} n’est pas encore diffusée.',
  'Notice {} is {}; nothing of it is being sent.': 'La notification {} est {=}\u202f; rien n’en est envoyé.',
  'The sending of notice {} is stopped for good.': 'L’envoi de la notification {} est arrêté pour de bon.',
  'Notice {} is paused already.': 'La notification {} est déjà suspendue.',
  'Notice {} is not paused; it is being sent.':
    'La notification {} n’est pas suspendue\u202f; elle est en cours d’envoi.',
  'Nothing in notice {} names {}.': 'Rien dans la notification {} ne nomme {}.',
  'Who drafted a notice cannot approve it; ask a colleague.':
    'Qui a rédigé une notification ne peut l’approuver\u202f; demandez à un collègue.',
  'You have approved this notice; the other approval comes from another person.':
    'Vous avez approuvé cette notification\u202f; l’autre approbation vient de quelqu’un d’autre.',
  'Notice {} has both approvals; it waits to be released.':
    'La notification {} a ses deux approbations\u202f; elle attend d’être diffusée.',
  "By this incident's rules {} approve.": 'Selon les règles de cet incident approuvent\u202f: {=}.',
  'This side has approved; the other approval comes from {}.':
    'Ce côté a approuvé\u202f; l’autre approbation vient de\u202f: {=}.',
  'No text of what was learnt is approved for customers yet.':
    'Aucun texte sur les enseignements n’est encore approuvé pour les clients.',
  '"nextBy" must be an instant to come.': '«\u202fnextBy\u202f» doit être un instant à venir.',
  'A notice of the kind {} is about no other notice; leave "about" out.':
    'Une notification de la sorte {=} ne porte sur aucune autre\u202f; laissez «\u202fabout\u202f» de côté.',
  'A notice of the kind {} takes nothing back; leave "reason" out.':
    'Une notification de la sorte {=} ne retire rien\u202f; laissez «\u202freason\u202f» de côté.',
  'No notice {} went out; name one that did.': 'Aucune notification {} n’est partie\u202f; nommez-en une qui l’est.',
  'An event notice needs the class event; this is {}.':
    'Une notification d’événement demande la qualification «\u202févénement\u202f»\u202f; ce dossier est\u202f: {=}.',
  'A withdrawal notice needs a withdrawn declaration.': 'Une notification de retrait demande une déclaration retirée.',
  'Nobody waits to be told that it is not affected: clear the customer first (clear-customer).':
    'Personne n’attend d’apprendre qu’il est hors de cause\u202f: mettez d’abord le client hors de cause.',
  'A notice of the kind {} needs a declared incident; this is {}. Declare first, on suspicion if need be.':
    'Une notification de la sorte {=} demande un incident déclaré\u202f; ce dossier est\u202f: {=}. Déclarez d’abord, sur simple soupçon s’il le faut.',
  'A notice of the kind {} follows an initial one, and none was released.':
    'Une notification de la sorte {=} suit une notification initiale, et aucune ne fut diffusée.',
  'Notice {} is held, and {} confirmed it.': 'La notification {} est retenue, et {} l’a confirmé.',
  'Notice {} is held; {} confirms it.': 'La notification {} est retenue\u202f; {} le confirme.',
  'Notice {} is not held.': 'La notification {} n’est pas retenue.',
  'A hold needs its risk, who approves it, and when it is looked at again.':
    'Une retenue demande son risque, qui l’approuve, et quand elle est réexaminée.',
  '"reviewBy" must be an instant to come.': '«\u202freviewBy\u202f» doit être un instant à venir.',
  '{} is nobody of {}.': '{} ne tient aucun de ces rôles\u202f: {=}.',
  'Who holds a notice does not approve that.': 'Qui retient une notification n’approuve pas cela.',
  'That hash is not of this notice; read the text again.':
    'Cette empreinte n’est pas celle de cette notification\u202f; relisez le texte.',
  'Notice {} is held by {}, to be looked at by {}: end the hold first (hold-release with "decline").':
    'La notification {} est retenue par {}, à réexaminer d’ici {}\u202f: mettez d’abord fin à la retenue.',
  'The notice leaves out what is not approved to be withheld: {} must approve it (approve-withholding), or decline it.':
    'La notification laisse de côté ce dont la rétention n’est pas approuvée\u202f: {=} doit l’approuver, ou l’écarter.',
  'The scope is being worked out; release again in a moment.':
    'Le périmètre est en cours de calcul\u202f; diffusez de nouveau dans un instant.',
  'Nobody waits to be told that it is not affected; reject this notice.':
    'Personne n’attend d’apprendre qu’il est hors de cause\u202f; rejetez cette notification.',
  'The declaration was withdrawn; this notice must not go out.':
    'La déclaration fut retirée\u202f; cette notification ne doit pas partir.',
  'This is no event any more but {}; this notice must not go out.':
    'Ce n’est plus un événement mais\u202f: {=}\u202f; cette notification ne doit pas partir.',
  'No affected customer is in scope; add them first.':
    'Aucun client touché n’est dans le périmètre\u202f; ajoutez-les d’abord.',
  'The fact has changed since you read it. Read it again, and say what holds.':
    'Le fait a changé depuis que vous l’avez lu. Relisez-le, et dites ce qui vaut.',
  'The fact {} says so already.': 'Le fait {=} dit déjà cela.',
  '"until" must be an instant to come.': '«\u202funtil\u202f» doit être un instant à venir.',
  'An unknown fact needs who finds out, and until when.': 'Un fait inconnu demande qui l’établit, et d’ici quand.',
  'A withheld fact needs {}.': 'Un fait tu demande\u202f: {=}.',
  'Withholding {} has both approvals.': 'La rétention {} a ses deux approbations.',
  'Who asked for a withholding, or approved it, cannot give the next approval.':
    'Qui a demandé une rétention, ou l’a approuvée, ne peut donner l’approbation suivante.',
  'What is missing is the approval of: {}.': 'Il manque l’approbation de\u202f: {=}.',
  'There is no withholding {}.': 'Il n’y a pas de rétention {}.',
  'Withholding {} is {}.': 'La rétention {} est {}.',
  'A release needs the words that were withheld.': 'Une levée demande les mots qui étaient tus.',
  'The ground "other" needs why, in words.': 'Le motif «\u202fautre\u202f» demande pourquoi, en mots.',
  'Withholding {} keeps these words already.': 'La rétention {} couvre déjà ces mots.',
  'withholding {}: {}': 'rétention {}\u202f: {=}',
  'its ground': 'son motif',
  'until when': 'jusqu’à quand',
  'Withholding {} is released.': 'La rétention {} est levée.',
  'Withholding {} is declined.': 'La rétention {} est écartée.',
};
