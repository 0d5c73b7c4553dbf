export const frGeneral = {
  'general.continue': 'Continuer',
  'general.back': 'Retour',
  'general.close': 'Fermer',
  'general.retry': 'Réessayer',
  'general.loading': 'Chargement',
  'general.copy': 'Copier',
  'general.copied': 'Copié',
  'general.skipToContent': 'Aller au contenu',

  'language.name': 'Langue',
  'theme.name': 'Apparence',
  'theme.system': 'Comme cet appareil',
  'theme.light': 'Claire',
  'theme.dark': 'Sombre',

  'nav.main': 'Navigation principale',
  'nav.account': 'Mon compte',
  'nav.wallet': 'Portefeuille',
  'nav.signIn': 'Se connecter',
  'nav.signUp': 'Ouvrir un compte',
  'nav.signOut': 'Se déconnecter',
  'nav.menu': 'Votre compte',
  'nav.home': '{{name}}, accueil',

  'footer.text': 'Les comptes de {{name}}, tenus par Freehold.',
  'footer.chooser': 'Autres espaces',

  'chooser.title': 'Où souhaitez-vous aller ?',
  'chooser.lead':
    'Chaque espace tient ses propres comptes. Choisissez celui où vous avez été invité.',
  'chooser.age': 'À partir de {{years}} ans',
  'chooser.currency': 'Comptes en {{currency}}',
  'chooser.emptyTitle': 'Rien n’est encore ouvert au public',
  'chooser.emptyText': 'Demandez l’adresse de votre portail à la personne qui vous a invité.',

  'welcome.eyebrow': 'Comptes personnels',
  'welcome.title': 'Un compte vraiment à vous',
  'welcome.lead':
    'Sept étapes courtes, cinq minutes environ. Arrêtez-vous quand vous voulez : vos réponses vous attendent, sur cet appareil ou sur un autre.',
  'welcome.start': 'Ouvrir un compte',
  'welcome.resume': 'Reprendre où vous en étiez',
  'welcome.resumeHint': 'Vous avez commencé une inscription sur cet appareil.',
  'welcome.signIn': 'J’ai déjà un compte',
  'welcome.toAccount': 'Aller à mon compte',
  'welcome.howTitle': 'Comment ça se passe',
  'welcome.how1Title': 'Dites-nous qui vous êtes',
  'welcome.how1Text':
    'Adresse e-mail, nom, date de naissance et numéro de téléphone. Rien dont nous n’ayons besoin.',
  'welcome.how2Title': 'Une personne s’en occupe',
  'welcome.how2Text':
    'En général dans la journée. S’il manque quelque chose, nous vous demandons cela et rien d’autre.',
  'welcome.how3Title': 'Votre portefeuille s’ouvre',
  'welcome.how3Text':
    'Votre compte est inscrit au registre et votre premier portefeuille est prêt.',
  'welcome.needTitle': 'À garder sous la main',
  'welcome.needEmail': 'Une adresse e-mail que vous pouvez consulter maintenant',
  'welcome.needPhone': 'Un téléphone qui reçoit les SMS',
  'welcome.needAge': 'Vous avez au moins {{years}} ans',
  'welcome.previewCaption': 'Ce que vous verrez une fois inscrit',

  'state.notFoundTitle': 'Cette page n’existe pas',
  'state.notFoundText': 'L’adresse comporte peut-être une erreur, ou la page a été déplacée.',
  'state.tenantUnknownTitle': 'Nous ne connaissons pas cette adresse',
  'state.tenantUnknownText':
    'Il n’y a pas de portail « {{slug}} ». Vérifiez l’adresse que vous avez reçue.',
  'state.toStart': 'Vers l’accueil',
  'state.errorTitle': 'Le chargement n’a pas abouti',
  'state.forbiddenTitle': 'Cette page n’est pas pour votre compte',
  'state.forbiddenText': 'Vous êtes connecté, mais cette page relève d’un autre type de compte.',
  'state.crashTitle': 'Une erreur est survenue sur cette page',
  'state.crashText':
    'Rien de ce que vous avez saisi n’est perdu de notre côté. Rechargez la page pour continuer.',
  'state.reload': 'Recharger la page',
  'state.request': 'Requête {{id}}',
} as const;
