latest-usage = Écrivez /latest pour ce que j’ai de plus récent, ou /latest NOM pour ce qui concerne NOM.
latest-articles = Articles les plus récents
latest-articles-about = Articles les plus récents sur { $name }
latest-none = Je n’ai aucun article{ $about }.
latest-about = { " " }qui nomme { $name }
latest-listed = Les plus récents sur les listes, selon leurs propres dates
latest-listed-line = { $name } – { $list }, { $day }
latest-editions = Ce que les dernières éditions des listes ont changé
latest-history = Ce que les éditions des listes ont changé sur { $name }
latest-edition = { $list }, { $day } : { $told }
latest-edition-as-read = { $list }, lue le { $day } : { $told }
latest-added = ajouts : { $count } ({ $names })
latest-removed = retraits : { $count } ({ $names })
latest-changed = modifications : { $count } ({ $names })
latest-older = Plus anciens ▶
latest-newer = ◀ Plus récents
latest-page = Articles { $first } à { $last }

compare-usage = Que dois-je comparer ? Écrivez deux à quatre noms : /compare CEIEC vs Rosneft

    Les noms de plusieurs mots demandent « vs », une virgule ou des guillemets entre eux : /compare "Oleg Deripaska" "Viktor Vekselberg"
compare-too-many = Je peux comparer { $limit } noms au plus à la fois.
compare-question = Comparer { $names }

asof-usage = Écrivez un jour et une question : /asof 30 November 2020 Why was CEIEC sanctioned?

    Je réponds d’après ce que l’on savait ce jour-là. Vous pouvez aussi répondre à une question ou à une réponse par /asof et le jour seulement.
asof-bad-day = Je ne lis aucun jour au début de « { $text } ». Écrivez-le comme 2020-11-30 ou 30 November 2020, puis votre question.
asof-two-days = « { $text } » peut se lire comme deux jours différents. Écrivez-le comme 2020-11-30 ou 30 November 2020.
asof-future = Le { $day } n’est pas encore venu ; je ne peux donc pas dire ce que l’on saura alors.
asof-no-question = Et quelle est votre question ? Écrivez-la après le jour : /asof { $text } Why was CEIEC sanctioned?
