import { hasText, translate } from '@/i18n';
import { consolePlugins } from '@/plugins';
import { pluginName } from '@/composables/names';

const named = (key: string, fallback: string) => (hasText(key) ? translate(key) : fallback);

/** Whoever puts messages into the outbox: the host itself (trials), and the plugins. */
export const kOwners: string[] = ['host', ...consolePlugins.map((plugin) => plugin.id)];
export const ownerName = (owner: string): string => (owner === 'host' ? translate('settings.hostScope') : pluginName(owner));
export const channelName = (channel: string): string => named(`messages.channel.${channel}`, channel);
/** What a message is about; occasions of a plugin have their text there. */
export const aboutName = (owner: string, about: string): string =>
	named(`messages.about.${about}`, named(`${owner}.messages.occasions.${about}`, about));
