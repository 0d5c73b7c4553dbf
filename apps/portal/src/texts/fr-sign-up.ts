export const frSignUp = {
  'signUp.title': 'Ouvrir un compte',
  'signUp.progress': 'Étape {{current}} sur {{total}}',
  'signUp.steps': 'Étapes de votre inscription',
  'signUp.done': 'fait',
  'signUp.current': 'en cours',
  'signUp.upcoming': 'à venir',
  'signUp.saved': 'Enregistré après chaque étape',
  'signUp.validUntil': 'Conservé jusqu’au {{time}}',
  'signUp.haveAccount': 'Vous avez déjà un compte ?',
  'signUp.keep': 'Laisser tel quel',

  'signUp.step.email': 'Adresse e-mail',
  'signUp.step.email-code': 'Confirmer l’e-mail',
  'signUp.step.name': 'Nom et pays',
  'signUp.step.birth': 'Date de naissance',
  'signUp.step.password': 'Mot de passe',
  'signUp.step.phone': 'Numéro de téléphone',
  'signUp.step.phone-code': 'Confirmer le téléphone',

  'signUp.email.title': 'Quelle est votre adresse e-mail ?',
  'signUp.email.lead':
    'Nous y envoyons un code à six chiffres. Elle vous servira ensuite à vous connecter.',
  'signUp.email.label': 'Adresse e-mail',
  'signUp.email.submit': 'M’envoyer un code',
  'signUp.email.changeTitle': 'Modifier votre adresse e-mail',
  'signUp.email.changeLead':
    'Un nouveau code part à la nouvelle adresse ; le précédent cesse d’être valable.',

  'signUp.code.emailTitle': 'Consultez vos e-mails',
  'signUp.code.emailLead': 'Nous avons envoyé un code à six chiffres à <b>{{recipient}}</b>.',
  'signUp.code.phoneTitle': 'Consultez vos messages',
  'signUp.code.phoneLead': 'Nous avons envoyé un code à six chiffres au <b>{{recipient}}</b>.',
  'signUp.code.label': 'Code à six chiffres',
  'signUp.code.hint': 'Vous pouvez le coller. Valable jusqu’à {{time}}.',
  'signUp.code.submit': 'Confirmer',
  'signUp.code.resend': 'Envoyer un nouveau code',
  'signUp.code.resendIn': 'Nouveau code dans {{time}}',
  'signUp.code.resent': 'Un nouveau code est en route.',
  'signUp.code.notThereEmail':
    'Rien reçu ? Regardez parmi les indésirables, ou demandez un autre code.',
  'signUp.code.notTherePhone': 'Rien reçu après une minute ? Demandez un autre code.',
  'signUp.code.wrongEmail': 'Utiliser une autre adresse',
  'signUp.code.wrongPhone': 'Utiliser un autre numéro',
  'signUp.code.attempts_one': '{{count}} essai restant pour ce code',
  'signUp.code.attempts_other': '{{count}} essais restants pour ce code',

  'signUp.name.title': 'Comment vous appelez-vous ?',
  'signUp.name.lead': 'Tel que c’est écrit sur votre passeport ou votre carte d’identité.',
  'signUp.name.first': 'Prénom',
  'signUp.name.last': 'Nom de famille',
  'signUp.name.country': 'Pays où vous habitez',
  'signUp.name.countrySearch': 'Saisissez pour chercher',
  'signUp.name.countryNone': 'Aucun pays de ce nom',
  'signUp.name.countryCount_one': '{{count}} pays',
  'signUp.name.countryCount_other': '{{count}} pays',
  'signUp.name.countriesError': 'La liste des pays n’a pas pu être chargée.',

  'signUp.birth.title': 'Quand êtes-vous né ?',
  'signUp.birth.lead': 'Il faut avoir au moins {{years}} ans.',
  'signUp.birth.date': 'Date de naissance',
  'signUp.birth.day': 'Jour',
  'signUp.birth.month': 'Mois',
  'signUp.birth.year': 'Année',
  'signUp.birth.gender': 'Genre',
  'signUp.birth.FEMALE': 'Femme',
  'signUp.birth.MALE': 'Homme',
  'signUp.birth.OTHER': 'Autre',
  'signUp.birth.UNDISCLOSED': 'Je préfère ne pas le dire',

  'signUp.password.title': 'Choisissez un mot de passe',
  'signUp.password.lead':
    'La longueur l’emporte sur la complexité : quatre ou cinq mots sans rapport entre eux sont solides et faciles à retenir.',
  'signUp.password.label': 'Mot de passe',
  'signUp.password.show': 'Afficher le mot de passe',
  'signUp.password.hide': 'Masquer le mot de passe',
  'signUp.password.length': 'Au moins {{minimum}} caractères',
  'signUp.password.count': '{{count}} sur {{minimum}}',
  'signUp.password.personal': 'Sans votre nom, votre adresse ni le nôtre',
  'signUp.password.common':
    'Pas composé de mots de passe connus ; nous vérifions quand vous continuez',
  'signUp.password.met': 'rempli',
  'signUp.password.open': 'pas encore',
  'signUp.password.kept':
    'Votre mot de passe est défini. N’en choisissez un autre que si vous le souhaitez.',

  'signUp.phone.title': 'Quel est votre numéro de téléphone ?',
  'signUp.phone.lead':
    'Nous envoyons un seul code par SMS, pour savoir que ce numéro est bien le vôtre.',
  'signUp.phone.label': 'Numéro de téléphone',
  'signUp.phone.prefix': 'Indicatif',
  'signUp.phone.submit': 'M’envoyer un code',

  'signUp.finishing.title': 'Création de votre compte',
  'signUp.finishing.lead':
    'Cela prend un instant. Vous pouvez quitter cette page : la création se poursuit d’elle-même.',
  'signUp.finishing.stuckTitle': 'Votre compte n’est pas encore prêt',
  'signUp.finishing.stuckText': 'Toutes vos réponses sont en sécurité. Réessayez dans un instant.',

  'signUp.completed.title': 'Merci, {{name}}',
  'signUp.completed.titlePlain': 'Merci, c’est terminé',
  'signUp.completed.lead':
    'Votre demande nous est parvenue. Nous vous écrivons dès qu’une décision est prise, en général dans la journée.',
  'signUp.completed.next': 'La suite',
  'signUp.completed.signIn': 'Se connecter pour la suivre',

  'signUp.ended.expiredTitle': 'Cette inscription a expiré',
  'signUp.ended.expiredText':
    'Pour votre sécurité, une inscription inachevée n’est conservée que 24 heures, puis entièrement effacée. Recommencer prend cinq minutes environ.',
  'signUp.ended.cancelledTitle': 'Cette inscription a été annulée',
  'signUp.ended.cancelledText':
    'Elle ne peut plus être poursuivie. Vous pouvez recommencer quand vous voulez.',
  'signUp.ended.unknownTitle': 'Ce lien ne fonctionne plus',
  'signUp.ended.unknownText':
    'Il a été remplacé ou a expiré, ou n’a été copié qu’en partie. Vous pouvez recommencer ici.',
  'signUp.ended.restart': 'Recommencer',

  'signUp.other.open': 'Continuer sur un autre appareil',
  'signUp.other.title': 'Continuer sur un autre appareil',
  'signUp.other.lead':
    'Scannez le code avec votre téléphone, ou ouvrez-y le lien. Tout ce que vous avez saisi vous suit.',
  'signUp.other.creating': 'Création du lien',
  'signUp.other.link': 'Votre lien',
  'signUp.other.copy': 'Copier le lien',
  'signUp.other.copied': 'Lien copié',
  'signUp.other.qr': 'Code QR de votre lien',
  'signUp.other.mailed': 'Nous l’avons aussi envoyé à {{email}}.',
  'signUp.other.secret':
    'Qui possède ce lien peut continuer à votre place : ne le transmettez pas.',
} as const;
