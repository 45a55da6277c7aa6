"""What people type in French."""

from __future__ import annotations

from bot.chat.commands.words.typed_words import TypedWords, words

WORDS = TypedWords(
    greetings="bonjour|bonsoir|salut",
    thanks="merci(?: beaucoup)?",
    little=words(
        "s'il si il te vous plaît plait svp stp seulement pas plus en le la les l' tu peux pouvez pourrais pourriez me nous"
        " tous toutes jours jour matin matins soir soirs à a de du des d'une un une ce cette ici avec pour sur dans par"
        " et ou mais est es êtes ne n' on je j' que qui quoi quand quel quelle quelles quels où comment pourquoi trop"
        " très bien encore jusqu'à semaine semaines heure heures h ton ta tes votre vos mon ma mes notre nos ça"
        " fais faites faire parles parlez anglais français francais allemand espagnol avez combien prochain prochaine rien"
        " jamais aussi aider arrêter cesse cessez postes postez publier publies envoies mettre sujets sujet alertes nul"
        " génial mauvais cassé tais-toi tais toi moi ces beaucoup comprends rien peut peux-tu pouvez-vous es-tu quoi ça"
        " voudrais voudrait voulons veux vais demain aujourd'hui maintenant toujours moins sont lis lisez merci bonjour salut"
    ),
    ideas={
        "stop": words("arrête arrete arrêtez arretez stoppe stop assez désabonne désabonner"),
        "pause": words("pause pauses vacances silence"),
        "resume": words("reprends reprenez reprendre recommence continue"),
        "remove": words("supprime supprimer supprimez enlève enleve enlevez annule annuler annulez retire"),
        "change": words("change changez changer déplace décale mets mettez"),
        "short": words("court courte courts bref brève raccourcis"),
        "long": words("long longue longs détaillé"),
        "days": words("quotidien semaine week-end"),
        "source": words("source sources journal journaux flux"),
        "schedule": words("horaire horaires programme"),
        "language": words("écris écrire ecrire ecris langue parle traduis"),
        "show": words("montre montrez affiche liste"),
        "briefing": words("résumé résumés nouvelles actualités infos"),
        "help": words("aide"),
        "add": words("ajoute ajouter ajoutez"),
        "undo": words("annule"),
        "forget": words("oublie effacer efface"),
        "early": words("tôt"),
        "late": words("tard"),
        "send": words("envoie envoyer poste publie envoyez"),
        "status": words("marches fonctionnes fonctionne marche"),
    },
    days={
        "lundi": "monday", "mardi": "tuesday", "mercredi": "wednesday", "jeudi": "thursday", "vendredi": "friday",
        "samedi": "saturday", "dimanche": "sunday", "quotidien": "daily",
    },
    numbers={
        "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11,
        "midi": 12,
    },
    frames={
        "mute": (
            r"^(?:arr[eê]tez? (?:avec|de parler d[eu])|plus d[e']|pas d[e']|moins d[e']|sans|assez d[eu]'?|rien sur|marre d[eu]'?|stop (?:à|au|aux|avec)) ?"
            r"(?:les? |la |l')?(?P<what>[^\s?]+(?: \S+)?)(?: (?:svp|stp|merci|s'il (?:te|vous) pla[iî]t))*$"
        ),
        "follow": r"^(?:préviens|prévenez|alerte|alertez|avertis|informe)[- ](?:moi|nous)\b.*?\b(?:sur|de|si|quand|dès que) (?P<what>.+)$",
        "read": r"^(?:ajoute|ajoutez|ajouter) (?P<what>\S+(?: \S+){0,2})$",
    },
    before_hour=("à",),
    before_value=("en",),
)  # fmt: skip
