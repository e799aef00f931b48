under-page = { $page } / { $pages }
under-other-day = À la date du …
under-as-of-day = À la date du { $day }
under-back = ← Retour
under-no-other-day = Je n’ai rien qui changerait la réponse à une date antérieure ou postérieure.
under-only-asker = Seul celui qui a posé la question peut le faire ici, car tous le voient. Posez-la-moi pour avoir votre propre réponse.

under-writing = J’écris …
under-stop = ■ Arrêter
under-stopping = J’arrête. Vous recevez ce qui est déjà écrit, ou des citations.
under-cut-short = J’ai été redémarré pendant que j’écrivais. Veuillez reposer la question.
