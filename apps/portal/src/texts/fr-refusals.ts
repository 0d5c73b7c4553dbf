/** Ce que les services refusent autour des comptes et des organisations. */
export const frRefusals = {
  'error.message.too_soon': 'Nous venons d’en envoyer un. Vous pourrez redemander dans {{time}}.',
  'error.message.recipient_limit':
    'Nous y avons envoyé autant de messages que permis. Vous pourrez redemander dans {{time}}.',

  'error.account.link_invalid':
    'Ce lien ne fonctionne plus : il a servi, a été remplacé ou est trop ancien. Demandez-en un nouveau.',
  'error.password.wrong': 'Votre mot de passe actuel est incorrect.',
  'error.password.changed_meanwhile':
    'Votre mot de passe a été changé ailleurs entre-temps. Reconnectez-vous avec le nouveau.',
  'error.email.unchanged': 'C’est déjà votre adresse.',
  'error.email.taken': 'Quelqu’un d’autre utilise entre-temps cette adresse.',
  'error.phone.unchanged': 'C’est déjà votre numéro.',
  'error.phone.taken': 'Un autre compte a déjà ce numéro de téléphone.',
  'error.phone.code_wrong_zero':
    'Ce code est incorrect et il ne reste aucun essai. Demandez un nouveau code.',
  'error.phone.code_wrong_one': 'Ce code est incorrect. Il reste {{count}} essai.',
  'error.phone.code_wrong_other': 'Ce code est incorrect. Il reste {{count}} essais.',
  'error.phone.code_expired':
    'Ce code a expiré, ou a été essayé trop souvent. Demandez-en un nouveau.',
  'error.session.second_factor_needed':
    'Ce compte a un second facteur : le mot de passe seul ne suffit pas ici.',
  'error.session.refresh_refused': 'Veuillez vous reconnecter.',
  'error.passkey.refused':
    'Cette clé d’accès ne convient pas à ce compte, ou la demande est trop ancienne. Réessayez.',
  'error.passkey.known_already': 'Cette clé d’accès appartient déjà à un compte.',
  'error.passkey.not_configured': 'Les clés d’accès ne peuvent pas servir ici pour le moment.',
  'error.factor.last_of_operator': 'Les membres de l’équipe gardent au moins un second facteur.',
  'error.factor.password_too_short':
    'Votre mot de passe est trop court pour suffire seul. Choisissez-en d’abord un d’au moins {{minimum}} caractères, puis retirez ceci.',
  'error.factor.required': 'Ajoutez d’abord une application d’authentification ou une clé d’accès.',
  'error.factor.too_many': 'Un compte ne peut pas en avoir davantage : {{maximum}}.',

  'error.profile.identity_fixed':
    'Votre identité a été vérifiée ; ceci ne peut plus être modifié ici.',
  'error.profile.username_taken': 'Quelqu’un a déjà ce nom d’utilisateur.',
  'error.approval.nothing_asked': 'Plus personne n’attend de réponse de votre part.',
  'error.user.money_pending':
    'Un de vos virements ou un prêt est encore en cours. Réessayez quand il sera réglé.',
  'error.user.wallet_not_empty':
    'Il reste de l’argent dans l’un de vos portefeuilles. Déplacez-le d’abord.',
  'error.user.activation_pending':
    'Votre compte est en cours d’inscription au registre. Réessayez dans un instant.',
  'error.user.transition_not_allowed': 'Ce n’est pas possible dans l’état actuel de votre compte.',
  'error.account.contended': 'Trop de choses à la fois. Veuillez réessayer.',
  'error.export.busy': 'D’autres personnes téléchargent en ce moment. Réessayez dans {{time}}.',
  'error.export.too_long': 'C’est trop pour un seul fichier. Écrivez à notre équipe.',
  'error.notifications.too_many_streams':
    'Ce compte est ouvert dans trop de fenêtres pour afficher aussitôt les nouveautés.',
  'error.cursor.invalid': 'Rechargez la page pour voir la suite.',

  'error.organization.role_missing': 'Votre rôle dans cette organisation ne le permet pas.',
  'error.organization.slug_taken': 'Une autre organisation a déjà ce nom court.',
  'error.organization.person_not_active':
    'Seule une personne dont le compte est actif peut le faire. Il est peut-être encore à l’examen.',
  'error.organization.too_many_owned':
    'Personne ne peut posséder plus de {{maximum}} organisations.',
  'error.organization.create_limit':
    'Vous avez créé assez d’organisations pour aujourd’hui. Vous pourrez continuer dans {{time}}.',
  'error.organization.too_many_members': 'Une organisation compte au plus {{maximum}} membres.',
  'error.organization.owner_stays':
    'Le propriétaire ne peut être ni modifié ni retiré. L’organisation doit d’abord être transmise.',
  'error.organization.owner_cannot_leave':
    'Vous êtes propriétaire de « {{organization}} ». Transmettez-la ou supprimez-la d’abord.',
  'error.organization.owner_already': 'Ce membre en est déjà propriétaire.',
  'error.organization.already_member': 'Une personne avec cette adresse en fait déjà partie.',
  'error.invitation.already_pending':
    'Une invitation attend déjà à cette adresse. Renvoyez plutôt celle-là.',
  'error.invitation.not_pending':
    'Cette invitation a reçu une réponse ou a été reprise entre-temps.',
  'error.invitation.not_open':
    'Cette invitation n’est plus ouverte : elle a reçu une réponse, a été reprise, ou date de plus de sept jours.',
  'error.invitation.other_address':
    'L’invitation a été envoyée à une autre adresse. Connectez-vous avec celle-là.',
  'error.invitation.address_unverified':
    'Confirmez d’abord votre adresse e-mail, à la page sur la sécurité.',
  'error.invitation.organization_limit':
    'Une organisation ne peut pas envoyer plus d’invitations par jour. Continuez dans {{time}}.',
  'error.invitation.address_limit':
    'Cette adresse a été assez invitée aujourd’hui. Réessayez dans {{time}}.',
  'error.invitation.too_many_pending':
    'Déjà {{maximum}} invitations attendent. Reprenez-en d’abord quelques-unes.',
  'error.apiKey.too_many': 'Déjà {{maximum}} clés sont en service. Révoquez-en d’abord.',
  'error.apiKey.not_live': 'Cette clé est arrivée à son terme. Créez-en une nouvelle.',
  'error.apiKey.already_rotated': 'Cette clé a déjà été remplacée.',
  'error.apiKey.already_revoked': 'Cette clé a déjà été révoquée.',
  'error.subscription.suspended':
    'L’abonnement est suspendu ; ce n’est pas possible pour le moment. Écrivez à notre équipe.',
  'error.usage.range_empty': 'Cette période est vide.',
  'error.usage.range_too_long': 'Cette période est trop longue.',
  'error.credits.insufficient': 'Il ne reste que {{available}} crédits.',
  'error.credits.too_many': 'Le destinataire ne peut pas en détenir autant.',
  'error.credits.key_reused': 'Cet envoi a déjà eu lieu. Fermez et recommencez.',
  'error.credits.same_organization': 'C’est cette organisation elle-même.',
  'error.webhook.url_refused.MALFORMED': 'Cette adresse ne peut pas être appelée.',
  'error.webhook.url_refused.NOT_HTTPS': 'L’adresse doit commencer par https://',
  'error.webhook.url_refused.CREDENTIALS':
    'Ne mettez ni nom d’utilisateur ni mot de passe dans l’adresse.',
  'error.webhook.url_refused.PORT': 'Nous ne pouvons pas appeler ce port.',
  'error.webhook.url_refused.PRIVATE_ADDRESS':
    'Cette adresse n’est pas joignable par tous : elle mène dans un réseau privé.',
  'error.webhook.url_refused.other': 'Nous ne pouvons pas appeler cette adresse.',
  'error.webhook.event_not_available':
    'Une organisation ne peut pas être informée de cet événement.',
  'error.webhook.too_many': 'Il y a déjà {{maximum}} adresses.',
  'error.webhook.disabled': 'Cette adresse est désactivée. Activez-la d’abord.',
  'error.webhook.under_way': 'C’est déjà en cours d’envoi.',
} as const;
