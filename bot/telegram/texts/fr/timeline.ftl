timeline-usage = La chronologie de qui ? Écrivez le nom après la commande : /timeline CEIEC

    Vous pouvez aussi répondre à un message par /timeline : je prends le nom qu’il contient.
timeline-none = Rien de ce que j’ai sur { $name } n’indique de jour ; il n’y a donc pas de chronologie. /who { $name } montre ce que j’ai.
timeline-several = Plusieurs sur les listes correspondent à « { $name } », aucune fiche n’est donc montrée : { $choices }. Écrivez le nom complet.
timeline-title = { $name }
timeline-designation = inscrit sur une liste
timeline-delisting = retiré d’une liste
timeline-report = rapporté dans un article
timeline-inexact = creux : le jour n’est pas connu exactement
timeline-shown = { $shown } sur { $count } ; le texte les a tous, avec les sources
timeline-caption = { $name }, du { $first } au { $last } : { $told }. Le message ci-dessous dit la même chose en texte, avec les sources.
timeline-caption-day = { $name }, { $first } : { $told }. Le message ci-dessous dit la même chose en texte, avec les sources.
timeline-designations = { $count } { $count ->
    [one] inscription sur une liste
   *[other] inscriptions sur des listes
}
timeline-delistings = { $count } { $count ->
    [one] retrait d’une liste
   *[other] retraits de listes
}
timeline-reports = { $count } { $count ->
    [one] article de presse
   *[other] articles de presse
}
timeline-heading = Ce que mes sources datent au sujet de { $name }, dans l’ordre :
timeline-line = { $when } : { $text }
timeline-quote = « { $text } » ({ $source }, { $day })
timeline-undated = Sans date : { $text }
timeline-left-out = { $count ->
    [one] Un autre article n’est pas montré.
   *[other] { $count } autres articles ne sont pas montrés.
}
