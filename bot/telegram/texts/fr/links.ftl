links-unknown = Je ne sais pas où mène ce lien. Écrivez-moi plutôt votre question ; /help explique comment.
links-no-article = L’article de ce lien n’est plus parmi mes sources.
links-no-entry = La fiche de ce lien n’est plus sur les listes que j’ai. /who trouve celles qui y sont.
links-no-answer = Je ne peux pas vous montrer cette réponse : elle est trop ancienne, a été retirée ou a été donnée dans une discussion dont vous ne faites pas partie. Veuillez me reposer la question.
links-open-private = En privé
