inline-ask-in-private = Me demander en privé
inline-not-here = Je ne réponds que dans certaines discussions
inline-limited = Trop de questions : attendez une minute
inline-failed = Trop long : demandez-moi en privé
inline-no-answer = Je ne sais pas : mes sources ne le disent pas
inline-which = De qui s’agit-il ?
inline-open = Voir les passages
inline-open-entry = Voir tout ce que j’ai
