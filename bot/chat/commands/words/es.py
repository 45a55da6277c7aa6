"""What people type in Spanish."""

from __future__ import annotations

from bot.chat.commands.words.typed_words import TypedWords, words

WORDS = TypedWords(
    greetings=r"hola|buenos d[ií]as|buenas(?: tardes| noches)?",
    thanks="(?:muchas )?gracias|vale",
    little=words(
        "por favor solo sólo no ni más mas los las el la lo un una cada todos todas día dia días dias mañana mañanas tarde"
        " noche a al tus tu su qué que quién cuándo cuando cómo dónde me nos te se de del en y o con para es está estás ya"
        " hasta desde hoy ahora aquí este esta esto canal semana hora horas muy menos puedes puede podría podrías podéis"
        " haces hace hacer hablas inglés ingles español alemán francés tienes eres cuánto próximo próxima demasiado largos"
        " nunca también ayudar dejar cesa publicar publicas envías enviar semanas poner temas tema notificaciones alertas"
        " malo bueno cállate callate mensajes mensaje tú nosotros nada entiendo otra otro vez gusta sirve funciona haz"
        " pueden quiero queremos quisiera gustaría mi mis nuestro son leen lees hola gracias si sí las"
    ),
    ideas={
        "stop": words("para parar detente basta alto cancela deja dejad mandes manden mandar envíes cancelar"),
        "pause": words("pausa pausar vacaciones silencio descanso"),
        "resume": words("reanuda reanudar continúa continua sigue vuelve"),
        "remove": words("elimina eliminar borra borrar quita quitar"),
        "change": words("cambia cambiar cámbialo mueve mover pon ponlo"),
        "short": words("corto corta cortos breve resumido"),
        "long": words("largo larga detallado"),
        "days": words("laborables diario semanal"),
        "source": words("fuente fuentes periódicos periódico"),
        "schedule": words("horario horarios programa"),
        "language": words("escribe escríbelo idioma habla traduce"),
        "show": words("muestra muéstrame lista enseña"),
        "briefing": words("resumen resúmenes noticias boletín"),
        "help": words("ayuda comandos"),
        "add": words("añade agrega añadir agregar"),
        "undo": words("deshacer deshaz"),
        "early": words("temprano antes"),
        "late": words("después"),
        "send": words("manda envía publica"),
        "status": words("funcionas funciona"),
    },
    days={
        "lunes": "monday", "martes": "tuesday", "miércoles": "wednesday", "miercoles": "wednesday", "jueves": "thursday",
        "viernes": "friday", "sábado": "saturday", "sábados": "saturday", "sabado": "saturday", "domingo": "sunday",
        "domingos": "sunday", "diario": "daily", "laborables": "weekdays",
    },
    numbers={
        "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11,
        "doce": 12, "mediodía": 12,
    },
    frames={
        "mute": r"^(?:menos|nada de|sin|no más|basta de|no quiero(?: más| ver)*|harto de) (?:el |la |los |las )?(?P<what>[^\s?]+(?: \S+)?)(?: por favor)?$",
        "follow": r"^(?:avísame|avisame|avísanos|notifícame|alértame) (?:de|si|cuando|sobre) (?:hay )?(?:noticias )?(?:de |sobre )?(?P<what>.+)$",
        "read": r"^(?:añade|agrega) (?P<what>\S+(?: \S+){0,2})$",
    },
    before_hour=("las",),
    before_value=("en",),
)  # fmt: skip
