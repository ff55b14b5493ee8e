import { span } from '@/composables/format';
import { entityName, pluginName } from '@/composables/names';
import { errorWords } from '@/composables/useProblem';
import type { Overview } from '@/api/types';
import { channelName } from '../messages/names';
import type { Trouble } from './types';

type Translate = (key: string, params?: Record<string, unknown>) => string;

/** What somebody must know and do, worst first. Empty: all is well. */
export function troublesOf(overview: Overview, t: Translate, now: number): Trouble[] {
	const troubles: Trouble[] = [];
	for (const process of overview.processes) {
		if (!['quarantined', 'backoff'].includes(process.state)) continue;
		const words = errorWords(process.error);
		troubles.push({
			id: `process-${process.name}`,
			level: 'error',
			title: t(`overview.trouble.${process.state}`, { name: processName(process.name, t) }),
			detail: words ? [words.title, words.detail].filter(Boolean).join(' ') : '',
			remedy: words?.remedy || t(`overview.trouble.${process.state}Remedy`),
			to: process.name.startsWith('plugin:') ? '/plugins' : undefined,
		});
	}
	const erp = overview.erp;
	if (erp === null || (erp.links?.length ?? 0) === 0) {
		troubles.push({
			id: 'erp-none', level: 'warning', title: t('overview.trouble.noErp'), detail: '',
			remedy: t('overview.trouble.noErpRemedy'), to: '/erp/discover',
		});
		return othersToo(troubles, overview, t, now);
	}
	for (const link of erp.links) {
		if (link.state !== 'away' && link.state !== 'probing') continue;
		const words = errorWords(link.error);
		troubles.push({
			id: `link-${link.name}`,
			level: 'error',
			title: t('overview.trouble.away', { link: t(`erp.link.${link.name}`), since: span(now - link.since) }),
			detail: link.sentence || (words ? [words.title, words.detail].filter(Boolean).join(' ') : ''),
			remedy: words?.remedy || t('overview.trouble.awayRemedy'),
			to: '/erp/check',
		});
	}
	for (const entity of erp.entities ?? []) {
		if (entity.state !== 'failing' && entity.state !== 'paused') continue;
		const words = errorWords(entity.error);
		troubles.push({
			id: `entity-${entity.entity}`,
			level: entity.state === 'failing' ? 'error' : 'warning',
			title: t(`overview.trouble.${entity.state}`, { entity: entityName(entity.entity, entity.title) }),
			detail: entity.sentence || (words ? [words.title, words.detail].filter(Boolean).join(' ') : ''),
			remedy: words?.remedy || t(`overview.trouble.${entity.state}Remedy`),
			to: '/erp/entities',
		});
	}
	const refused = (erp.outbox?.refused ?? 0) + (erp.outbox?.unknown ?? 0);
	if (refused > 0) {
		troubles.push({
			id: 'refused', level: 'warning', title: t('overview.trouble.refused', { n: refused }),
			detail: t('overview.trouble.refusedDetail'), remedy: t('overview.trouble.refusedRemedy'), to: '/erp/outbox?state=refused',
		});
	}
	return othersToo(troubles, overview, t, now);
}

/** Messages that do not get out. Quiet hours are no trouble: what waits then goes on by itself. */
function messageTroubles(overview: Overview, t: Translate, now: number): Trouble[] {
	const { messaging } = overview;
	if (!messaging) return [];
	if (messaging.error !== null) {
		const detail = errorWords({ code: messaging.error })?.title ?? '';
		return [{ id: 'messages-config', level: 'warning', title: t('overview.trouble.messagesConfig'), detail: detail === messaging.error ? '' : detail, remedy: t('overview.trouble.messagesConfigRemedy'), to: '/messages/channels' }];
	}
	const troubles: Trouble[] = [];
	for (const [name, channel] of Object.entries(messaging.channels)) {
		if (channel.state !== 'away') continue;
		const words = errorWords(channel.error);
		troubles.push({
			id: `channel-${name}`, level: 'warning', title: t('overview.trouble.channel', { channel: channelName(name), since: span(now - (channel.since ?? now)) }),
			detail: words ? [words.title, words.detail].filter(Boolean).join(' ') : '', remedy: words?.remedy || t('overview.trouble.channelRemedy'), to: '/messages/channels',
		});
	}
	const waiting = messaging.states.waiting ?? 0;
	if (!messaging.configured && waiting > 0) {
		troubles.push({ id: 'messages-nowhere', level: 'warning', title: t('overview.trouble.messagesNowhere', { n: waiting }), detail: '', remedy: t('overview.trouble.messagesNowhereRemedy'), to: '/messages/channels' });
	}
	const failed = messaging.states.failed ?? 0;
	if (failed > 0) {
		troubles.push({
			id: 'messages-failed', level: 'warning', title: t('overview.trouble.messagesFailed', { n: failed }),
			detail: t('overview.trouble.messagesFailedDetail'), remedy: t('overview.trouble.messagesFailedRemedy'), to: '/messages?state=failed',
		});
	}
	return troubles;
}

function othersToo(troubles: Trouble[], overview: Overview, t: Translate, now: number): Trouble[] {
	troubles.push(...messageTroubles(overview, t, now));
	if (overview.parked > 0) {
		troubles.push({
			id: 'parked', level: 'warning', title: t('overview.trouble.parked', { n: overview.parked }),
			detail: t('overview.trouble.parkedDetail'), remedy: t('overview.trouble.parkedRemedy'), to: '/plugins',
		});
	}
	return troubles.sort((a, b) => Number(b.level === 'error') - Number(a.level === 'error'));
}

/** "plugin:survey" → its name; front and sync in words. */
export function processName(name: string, t: Translate): string {
	if (name.startsWith('plugin:')) {
		const id = name.slice('plugin:'.length);
		return pluginName(id);
	}
	return t(`process.${name}`);
}
