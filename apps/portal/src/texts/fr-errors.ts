export const frErrors = {
  'error.unknown': 'Cela n’a pas fonctionné. Veuillez réessayer dans un instant.',
  'error.network.unreachable':
    'Nous sommes injoignables pour l’instant. Vérifiez votre connexion et réessayez.',
  'error.internal': 'Une erreur s’est produite de notre côté. Veuillez réessayer dans un instant.',
  'error.database.unavailable':
    'Nous sommes brièvement indisponibles. Veuillez réessayer dans une minute.',
  'error.service.unavailable':
    'Nous sommes brièvement indisponibles. Veuillez réessayer dans une minute.',
  'error.rate.limited': 'C’était un peu trop rapide. Veuillez réessayer dans {{time}}.',
  'error.request.invalid': 'Quelque chose ne va pas dans ce formulaire. Veuillez le vérifier.',
  'error.request.malformed':
    'Votre navigateur a envoyé quelque chose d’illisible. Rechargez la page.',
  'error.request.too_large': 'C’est trop de texte à la fois.',
  'error.request.origin_refused':
    'Cette page a été ouverte depuis une adresse que nous ne servons pas. Ouvrez-la à sa propre adresse.',
  'error.request.header_missing':
    'Votre navigateur a envoyé la requête incomplète. Rechargez la page.',
  'error.tenant.unknown': 'Il n’y a pas de portail à cette adresse.',
  'error.tenant.required': 'Il manque à cette adresse le nom de son portail.',
  'error.permission.missing': 'Votre compte n’y est pas autorisé.',
  'error.entity.not_found': 'Nous n’avons pas trouvé cela.',
  'error.version.stale': 'Ceci a changé entre-temps. Rechargez la page.',

  'error.session.wrong_credentials': 'L’adresse e-mail ou le mot de passe est incorrect.',
  'error.session.throttled': 'Trop d’essais. Vous pourrez réessayer dans {{time}}.',
  'error.session.second_factor_wrong': 'Ce code est incorrect. Attendez le suivant et réessayez.',
  'error.session.challenge_expired': 'Cela a pris un peu trop de temps. Veuillez recommencer.',
  'error.session.required': 'Veuillez d’abord vous connecter.',
  'error.session.email_unverified':
    'Votre adresse e-mail n’est pas encore confirmée. Terminez d’abord votre inscription.',
  'error.session.step_up_required':
    'Vous n’avez pas confirmé que c’est vous ; rien n’a donc été changé.',
  'error.passkey.CANCELLED': 'Votre appareil n’a pas confirmé. Rien n’a changé ; réessayez.',
  'error.passkey.KNOWN_ALREADY': 'Cet appareil garde déjà une clé d’accès pour votre compte.',
  'error.passkey.UNAVAILABLE':
    'Votre navigateur n’a pas pu utiliser de clé d’accès ici. Essayez autrement.',
  'error.session.not_allowed': 'Ce compte ne peut pas se connecter ici pour le moment.',

  'error.registration.unknown_handle': 'Cette inscription n’existe plus.',
  'error.registration.expired': 'Cette inscription a expiré.',
  'error.registration.step_out_of_order':
    'Cette inscription s’est poursuivie ailleurs entre-temps. Voici où elle en est.',
  'error.registration.code_wrong_zero':
    'Ce code est incorrect et il ne reste aucun essai. Demandez un nouveau code.',
  'error.registration.code_wrong_one': 'Ce code est incorrect. Il reste {{count}} essai.',
  'error.registration.code_wrong_other': 'Ce code est incorrect. Il reste {{count}} essais.',
  'error.registration.code_expired': 'Ce code a expiré. Demandez-en un nouveau.',
  'error.registration.code_attempts_used':
    'Il ne reste aucun essai pour ce code. Demandez-en un nouveau dans {{time}}.',
  'error.registration.resend_too_soon': 'Vous pourrez demander un nouveau code dans {{time}}.',
  'error.registration.send_limit':
    'Nous avons envoyé autant de codes que permis. Vous pourrez en redemander dans {{time}}.',
  'error.registration.too_young':
    'Il faut avoir au moins {{minimumAgeYears}} ans pour ouvrir un compte.',
  'error.registration.date_in_future': 'Cette date est encore à venir.',
  'error.registration.date_too_early': 'Vérifiez l’année, s’il vous plaît.',
  'error.registration.busy': 'Trop de choses à la fois. Veuillez réessayer.',
  'error.registration.cancelled': 'Cette inscription a été annulée.',
  'error.account.phone_taken':
    'Un compte existe déjà avec ce numéro de téléphone. Indiquez un autre numéro, ou connectez-vous à ce compte.',
  'error.account.email_taken':
    'Un compte existe déjà avec cette adresse e-mail. Connectez-vous, ou indiquez une autre adresse.',
  'error.registration.phone_invalid': 'Ce numéro n’est pas valable pour ce pays.',
  'error.registration.email_disposable':
    'Les adresses jetables ne sont pas acceptées. Indiquez une adresse durable.',
  'error.registration.country_unknown': 'Choisissez un pays dans la liste.',
  'error.registration.completed':
    'Cette inscription est déjà terminée. Vous pouvez vous connecter.',

  'error.password.too_short': 'Au moins {{minimum}} caractères, s’il vous plaît.',
  'error.password.too_common':
    'Il se compose de mots de passe connus et serait vite deviné. Essayez des mots à vous.',
  'error.password.contains_personal.firstName': 'N’y mettez pas votre prénom.',
  'error.password.contains_personal.lastName': 'N’y mettez pas votre nom de famille.',
  'error.password.contains_personal.email': 'N’y mettez pas votre adresse e-mail.',
  'error.password.contains_personal.productName': 'N’y mettez pas notre nom.',
  'error.password.contains_personal.other':
    'N’y mettez ni votre nom, ni votre adresse, ni le nôtre.',

  'field.required': 'Ce champ est à remplir.',
  'field.email':
    'Cela ne ressemble pas à une adresse e-mail. Il faut un @ et un domaine, comme nom@exemple.fr.',
  'field.too_long': 'C’est trop long.',
  'field.none_chosen': 'Choisissez au moins une réponse.',
  'field.too_small': 'C’est trop peu.',
  'field.too_short': 'C’est trop court.',
  'field.bad_unicode': 'Ce texte contient des signes qui ne peuvent pas être enregistrés.',
  'field.control_characters':
    'Ce texte contient des signes invisibles. Saisissez-le au lieu de le coller.',
  'field.code_format': 'Le code compte six chiffres.',
  'field.recoveryCode.code_format':
    'Un code de secours compte seize lettres et chiffres, comme ABCD-EFGH-JKMN-PQRS.',
  'field.phone.phone': 'Commencez par + et l’indicatif du pays, puis le numéro.',
  'field.slug.slug': 'Minuscules, chiffres et tirets isolés seulement.',
  'field.slug.too_short': 'Au moins trois caractères.',
  'field.username.username':
    'Minuscules, chiffres, points, tirets et tirets bas ; de 3 à 40, une lettre ou un chiffre aux deux bouts.',
  'field.url': 'Cela ne ressemble pas à une adresse. Elle commence par https://',
  'field.country': 'Choisissez un pays dans la liste.',
  'field.date': 'Ce jour n’existe pas. Vérifiez le jour, le mois et l’année.',
  'field.gender': 'Choisissez une réponse.',
  'field.phone': 'Indiquez votre numéro de téléphone.',
  'field.unknown': 'Veuillez vérifier ceci.',
} as const;
