export const frProfile = {
  'profile.title': 'Profil',
  'profile.lead': 'Qui vous êtes ici, et ce que nous gardons sur vous.',
  'profile.names': 'Votre nom',
  'profile.namesLead': 'Tel que c’est écrit sur votre passeport ou votre carte d’identité.',
  'profile.namesFixed':
    'Votre identité a été vérifiée ; votre nom ne peut donc plus être modifié ici. Écrivez à notre équipe s’il a changé.',
  'profile.username': 'Nom d’utilisateur',
  'profile.usernameHint': 'Facultatif. Les autres membres de cet espace peuvent le voir.',
  'profile.nationalId': 'Numéro d’identité national',
  'profile.nationalIdHint': 'Seuls nos examinateurs le voient.',
  'profile.export': 'Vos données',
  'profile.exportLead':
    'Tout ce que nous gardons sur vous, dans un fichier que lisent gens et programmes (JSON).',
  'profile.exportSubmit': 'Télécharger mes données',
  'profile.exported': 'Vos données sont dans vos téléchargements.',
  'profile.close': 'Fermer votre compte',
  'profile.closeLead':
    'Définitivement : vous êtes déconnecté partout, et personne ne pourra plus s’y connecter. Vos portefeuilles doivent d’abord être vides.',
  'profile.closeTitle': 'Fermer définitivement votre compte ?',
  'profile.closeText':
    'Vous êtes déconnecté aussitôt et ne pourrez plus vous reconnecter. Personne ne pourra revenir dessus pour vous.',
  'profile.closeSubmit': 'Fermer mon compte',
  'profile.closed': 'Votre compte est fermé.',

  'preference.title': 'Préférences',
  'preference.lead': 'Elles valent sur tous vos appareils.',
  'preference.language': 'Langue de nos messages',
  'preference.languageHint': 'Cette page change avec elle.',
  'preference.messages': 'Ce dont nous vous écrivons',
  'preference.email': 'Avis par e-mail',
  'preference.emailHint':
    'Sur les abonnements, clés et événements de vos organisations. Ce qui touche à la sécurité de votre compte arrive toujours.',
  'preference.scan': 'Résultats d’analyses',
  'preference.scanHint': 'Quand une analyse que vous avez lancée est terminée.',
  'preference.security': 'Connexions depuis de nouveaux navigateurs',
  'preference.securityHint':
    'Mieux vaut les laisser. Changements de mot de passe, d’adresse et de facteurs sont toujours annoncés.',

  'answer.label': 'Votre réponse',
  'answer.hint': 'L’examinateur la lit avec votre demande.',
  'answer.submit': 'Envoyer la réponse',
  'answer.sent': 'Merci. Votre demande suit son cours.',
} as const;
