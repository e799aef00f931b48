gaps-none = Aucune lacune ouverte : toutes les questions ont eu une réponse, et aucune n’a déplu.
gaps-title = Questions à régler : { $count }
gaps-unanswered = { $count ->
    [one] sans réponse une fois
   *[other] sans réponse { $count } fois
}
gaps-disliked = { $count ->
    [one] a déplu une fois
   *[other] a déplu { $count } fois
}
gaps-last = la dernière fois le { $day }
gaps-more-like-it = { $count ->
    [one] et { $count } question semblable
   *[other] et { $count } questions semblables
}
gaps-wrong = { $count } × faux
gaps-outdated = { $count } × dépassé
gaps-off-topic = { $count } × pas ce qui était demandé
gaps-no-source = { $count } × source manquante
gaps-other = { $count } × autre chose

gaps-advice-answered = A désormais une réponse : rien à ajouter.
gaps-advice-no-subject = Je n’ai rien à ce sujet. À ajouter : des articles ou une liste sur le sujet.
gaps-advice-no-fact = J’ai le sujet, mais pas ce fait. À ajouter : des articles qui le rapportent. Ce que j’ai de plus proche :
gaps-advice-read = Lisez ce sur quoi repose la réponse et ajoutez une meilleure source. Elle cite :
gaps-advice-newer = Ajoutez des articles plus récents. Le plus récent cité est du { $day } :
gaps-advice-newer-undated = Ajoutez des articles plus récents. Cité, sans date :

gaps-done = ✓ { $n } réglée
gaps-settled = Marquée comme réglée. Elle revient si elle est reposée ou déplaît à nouveau.
