evidence-show-the-passage = [{ $n }] Voir le passage
evidence-passage = [{ $n }] passage
evidence-open-article = Ouvrir l’article
evidence-open-entry = Ouvrir la fiche de la liste

evidence-unknown = Cette réponse est trop ancienne ou a été retirée. Veuillez reposer la question.
evidence-elsewhere = Cette réponse appartient à une autre discussion.
evidence-just-shown = Il est affiché juste en dessous.
evidence-failed = Désolé, cela n’a pas marché. Veuillez réessayer.

evidence-more-before = ▲ Ce qui précède
evidence-more-after = ▼ La suite
evidence-others = Autres sources à ce sujet
evidence-others-sentence = Ce que d’autres articles disent de [{ $n }]
evidence-no-others-sentence = Aucun autre article que j’ai ne dit ce que dit [{ $n }].
evidence-others-entry = Articles qui nomment la fiche [{ $n }]
evidence-no-others-entry = Aucun article que j’ai ne nomme la fiche [{ $n }].
