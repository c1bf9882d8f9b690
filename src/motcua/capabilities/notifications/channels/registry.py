"""Which channel serves which kind."""

from motcua.capabilities.notifications.channels.base import Channel
from motcua.capabilities.notifications.channels.email.client import EmailChannel
from motcua.capabilities.notifications.enums import ChannelKind

_channels: dict[ChannelKind, Channel] = {ChannelKind.EMAIL: EmailChannel()}


def get_channel(kind: ChannelKind) -> Channel:
    """Return the channel of a kind."""
    return _channels[kind]


def use(kind: ChannelKind, channel: Channel) -> Channel | None:
    """Let this channel serve the kind from now on; return the one it replaces."""
    replaced = _channels.get(kind)
    _channels[kind] = channel
    return replaced
