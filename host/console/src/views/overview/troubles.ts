import { span } from '@/composables/format';
import { entityName, pluginName } from '@/composables/names';
import { errorWords } from '@/composables/useProblem';
import type { Overview } from '@/api/types';
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
			remedy: t('overview.trouble.noErpRemedy'), to: '/erp/mapping',
		});
		return parkedToo(troubles, overview, t);
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
	return parkedToo(troubles, overview, t);
}

function parkedToo(troubles: Trouble[], overview: Overview, t: Translate): Trouble[] {
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
