export-bad-days = Je ne comprends pas combien de jours. Écrivez /export pour les { $days } derniers jours, ou /export 7 pour les sept derniers ; { $most } jours au plus.
export-nothing = Vous ne m’avez rien demandé ici { $days ->
    [one] ces dernières 24 heures
   *[other] ces { $days } derniers jours
} que j’aie conservé ; il n’y a donc rien à exporter.
export-failed = Désolé, je n’ai pas pu créer le fichier. Veuillez réessayer.
export-caption-pdf = Votre conversation { $days ->
    [one] des dernières 24 heures
   *[other] des { $days } derniers jours
} avec ses sources : { $count } { $count ->
    [one] question
   *[other] questions
}. Elle ne contient que ce que vous avez demandé dans cette discussion.
export-caption-markdown = La même chose en Markdown.
export-title = Conversation avec { $bot }
export-made = Exporté le { $moment }. Derniers jours : { $days } ; { $count } { $count ->
    [one] question
   *[other] questions
}.
export-asked = Demandé le { $moment }
export-as-of = D’après ce que l’on savait le { $day }.
export-sources = Sources
export-no-letters = Certaines lettres ne figurent dans aucune police de la machine qui a créé ce fichier et apparaissent comme des cases ; le fichier Markdown les contient.
export-page = Page { $page }

forget-ask = Dois-je effacer tout ce que je conserve de vous ? C’est-à-dire : vos questions et mes réponses dans toutes les discussions, vos avis, vos suivis et vos réglages. Les boutons sous les réponses que je vous ai données cesseront de fonctionner. Les messages eux-mêmes restent dans les discussions ; vous pouvez les effacer dans Telegram. Ce que d’autres ont demandé, et les questions comptées sans dire qui les a posées, restent.
forget-yes = Tout effacer
forget-no = Garder
forget-kept = Je garde tout.
forget-done = Effacé : { $told }.
forget-nothing = Je ne conservais rien de vous.
forget-replies = { $count } { $count ->
    [one] question avec sa réponse
   *[other] questions avec leurs réponses
}
forget-watches = { $count } { $count ->
    [one] suivi
   *[other] suivis
}
forget-chat_settings = vos réglages
forget-votes = { $count } { $count ->
    [one] avis sur une réponse
   *[other] avis sur des réponses
}
forget-others = { $count } { $count ->
    [one] autre chose
   *[other] autres choses
}
forget-anonymous = Je ne peux pas savoir qui vous êtes tant que vous publiez anonymement. Utilisez cette commande sous votre propre nom.
forget-not-yours = Seul celui qui l’a demandé peut en décider.
