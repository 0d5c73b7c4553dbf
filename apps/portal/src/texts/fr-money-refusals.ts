export const frMoneyRefusals = {
  'error.transfer.insufficient_funds':
    'Le portefeuille ne contient pas assez pour le montant et les frais.',
  'error.transfer.same_wallet': 'C’est le portefeuille même d’où cela partirait.',
  'error.transfer.limit_per_transfer': 'C’est plus que ce qui peut être envoyé en une fois.',
  'error.transfer.limit_day_amount': 'Vous enverriez plus que ce qui est permis en un jour.',
  'error.transfer.limit_month_amount': 'Vous enverriez plus que ce qui est permis en un mois.',
  'error.transfer.limit_day_count': 'Vous avez envoyé aussi souvent que permis aujourd’hui.',
  'error.transfer.limit_month_count': 'Vous avez envoyé aussi souvent que permis ce mois-ci.',
  'error.transfer.limit_hour_count':
    'Vous avez envoyé aussi souvent que permis en une heure. Attendez un peu.',
  'error.transfer.risk_blocked':
    'Nous ne l’avons pas laissé passer, pour votre sécurité. Si c’est juste, écrivez à notre équipe.',
  'error.transfer.request_conflict': 'Cela a déjà été demandé avec un autre contenu. Recommencez.',
  'error.transfer.fee_changed': 'Les frais ont changé entre-temps. Regardez à nouveau.',
  'error.transfer.stale': 'Cela a changé entre-temps. Rechargez la page.',
  'error.transfer.amount_too_large': 'Les montants ensemble dépassent ce qu’il peut y avoir.',
  'error.wallet.frozen': 'Ce portefeuille est gelé : rien ne peut en sortir pour l’instant.',
  'error.wallet.receiver_frozen': 'Le portefeuille du destinataire ne reçoit rien pour l’instant.',
  'error.wallet.closed': 'Ce portefeuille est fermé.',
  'error.wallet.receiver_closed': 'Le portefeuille du destinataire est fermé.',
  'error.wallet.not_found': 'Nous n’avons pas trouvé ce portefeuille.',
  'error.system.paused':
    'Les envois sont suspendus pour tout le monde en ce moment. Réessayez plus tard.',

  'reason.unknown': 'Ce n’était pas possible. Notre équipe peut vous en dire plus.',
  'reason.transfer.risk_review': 'Notre équipe l’examine d’abord, pour votre sécurité.',
  'reason.transfer.rule_approval': 'Il attend qu’assez de signataires l’aient approuvé.',
  'reason.transfer.declined': 'Il a été refusé.',
  'reason.transfer.expired': 'Il a attendu trop longtemps.',
  'reason.transfer.limit_day_amount': 'C’était plus que ce qui peut être envoyé en un jour.',
  'reason.transfer.limit_month_amount': 'C’était plus que ce qui peut être envoyé en un mois.',

  'error.payee.address_invalid':
    'Ce n’est ni une adresse e-mail, ni un numéro de téléphone avec +, ni un numéro de portefeuille.',
  'error.payee.limit': 'Vous avez demandé beaucoup de noms. Vous pourrez continuer dans {{time}}.',
  'error.beneficiary.exists': 'Vous avez déjà enregistré ce bénéficiaire.',
  'error.beneficiary.not_confirmed': 'Le nom ne va plus avec l’adresse. Vérifiez-le à nouveau.',
  'error.beneficiary.own_wallet': 'C’est votre propre portefeuille.',
  'error.beneficiary.too_many':
    'Vous avez enregistré autant de bénéficiaires qu’il y a de place : {{limit}}.',
  'error.contact.exists': 'Vous avez déjà un contact avec cette adresse.',
  'error.contact.too_many': 'Vous avez autant de contacts qu’il y a de place : {{limit}}.',

  'error.business.account_closed': 'Ce compte est fermé.',
  'error.business.already_decided': 'Vous avez déjà décidé autrement.',
  'error.business.approval_expired': 'Il a attendu trop longtemps ; on ne peut plus en décider.',
  'error.business.not_a_member': 'Seuls les membres de l’organisation peuvent signer pour elle.',
  'error.business.has_money':
    'Il y a encore de l’argent sur ce compte, ou en route. Déplacez-le d’abord.',
  'error.organization.has_money':
    'L’organisation a encore de l’argent, ou il y en a en route. Déplacez-le d’abord.',
  'error.transfer.business_account':
    'Ce portefeuille est celui d’un compte professionnel : ses signataires décident. Demandez le paiement là.',
  'error.business.not_signatory': 'Vous ne signez pas pour ce compte.',
  'error.business.not_waiting': 'Ce virement n’attend plus : quelqu’un a été plus rapide.',
  'error.business.own_transfer':
    'Vous avez demandé ce virement ; c’est donc aux autres de l’approuver.',
  'error.business.rule_unreachable':
    'Il reste trop peu de signataires pour remplir la règle : qui demande peut ne pas compter. Laissez quelqu’un d’autre demander, ou changez la règle ou les signataires.',
  'error.business.signatory_twice': 'Cette personne signe déjà pour ce compte.',
  'error.business.too_many_accounts': 'Cette organisation a autant de comptes que permis.',
  'error.business.too_many_changes':
    'Il y a déjà {{maximum}} modifications en attente, le maximum. Faites-en d’abord trancher.',
  'error.business.own_power': 'Cela vous donne du pouvoir : une autre personne doit le confirmer.',
  'error.proposal.decided': 'C’est déjà tranché.',
  'error.proposal.expired': 'Le délai est passé, plus personne ne peut trancher.',
  'error.proposal.outdated':
    'Le compte a changé depuis cette proposition, rien n’a donc été fait. Elle peut être faite à nouveau.',
  'error.proposal.own': 'Une autre personne doit confirmer ce que vous avez proposé.',
  'error.proposal.not_own': 'Seule la personne qui a proposé peut retirer la proposition.',
  'error.proposal.for_operators':
    'Personne d’autre ne signe pour ce compte : notre équipe tranche.',
  'error.business.too_many_signatories': 'Ce compte a autant de signataires que permis.',

  'error.loan.person_not_active': 'Seul un compte actif peut demander un prêt.',
  'error.loan.too_many_open': '{{maximum}} de vos demandes sont déjà ouvertes.',
  'error.loan.request_conflict': 'Cela a déjà été demandé avec un autre contenu. Recommencez.',

  'field.amount_format': 'Des chiffres et une seule virgule, par exemple 1250,50.',
  'field.amount_places': 'Neuf chiffres après la virgule au plus.',
  'field.amount_zero': 'Plus que rien, s’il vous plaît.',
  'field.amount_too_large': 'C’est plus qu’il ne peut y avoir.',
  'field.address_required': 'Donnez une adresse e-mail ou un numéro de téléphone.',
  'field.rules_from_zero': 'Une tranche doit commencer à 0.',
  'field.rules_twice': 'Deux tranches commencent au même montant.',
} as const;
