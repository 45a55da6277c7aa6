"""What Discord says of users, servers, channels and messages, with the keys that it gives them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

BOT = "100000000000000001"
PERSON = "100000000000000002"
"""Ada, who owns the server: she may do anything."""
MEMBER = "100000000000000003"
"""Bob, who may write and no more."""
BOT_ROLE = "100000000000000008"
GUILD = "200000000000000001"
OTHER_GUILD = "200000000000000002"
NEWS = "300000000000000001"
HUSHED = "300000000000000002"  # the bot may not post there
UNREAD = "300000000000000003"  # the bot may not read its history
ANNOUNCEMENTS = "300000000000000004"
FORUM = "300000000000000005"
DIRECT = "300000000000000009"  # Ada's direct messages
OTHER_NEWS = "300000000000000011"  # in the other server

NAMES = {BOT: "readout", PERSON: "ada", MEMBER: "bob"}


def user(user_id: str) -> Json:
    return {
        "id": user_id,
        "username": NAMES.get(user_id, f"person{user_id[-3:]}"),
        "discriminator": "0",
        "global_name": None,
        "avatar": None,
        "bot": user_id == BOT,
    }


def member(user_id: str, permissions: int | None = None) -> Json:
    told: Json = {
        "user": user(user_id),
        "roles": [BOT_ROLE] if user_id == BOT else [],
        "joined_at": stamp(),
        "deaf": False,
        "mute": False,
        "flags": 0,
    }
    return told if permissions is None else {**told, "permissions": str(permissions)}


def application() -> Json:
    return {
        "id": BOT,
        "name": "readout",
        "icon": None,
        "description": "",
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "",
        "flags": 0,
        "owner": user(PERSON),
        "team": None,
        "summary": "",
    }


def role(role_id: str, name: str, permissions: int) -> Json:
    return {
        "id": role_id,
        "name": name,
        "permissions": str(permissions),
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def guild(guild_id: str, name: str, owner: str, roles: list[Json], channels: list[Json], threads: list[Json]) -> Json:
    return {
        "id": guild_id,
        "name": name,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "owner_id": owner,
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "roles": roles,
        "emojis": [],
        "features": ["COMMUNITY", "NEWS"],
        "mfa_level": 0,
        "application_id": None,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "joined_at": stamp(),
        "large": False,
        "member_count": 3,
        "voice_states": [],
        "members": [member(BOT)],
        "channels": channels,
        "threads": threads,
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "stickers": [],
        "vanity_url_code": None,
        "description": None,
        "banner": None,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "public_updates_channel_id": None,
        "nsfw_level": 0,
        "premium_progress_bar_enabled": False,
        "safety_alerts_channel_id": None,
    }


def stamp(seconds: float | None = None) -> str:
    moment = datetime.now(UTC) if seconds is None else datetime.fromtimestamp(seconds, UTC)
    return moment.isoformat()
