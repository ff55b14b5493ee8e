import { computed, ref, watch } from 'vue';
import { useRoute } from 'vue-router';
import type { RouteLocationRaw } from 'vue-router';
import { readRow } from '@/api/erp';
import { get } from '@/api/client';
import { asProblem } from '@/api/problem';
import type { ErpRow } from '@/api/types';
import { dateTime, today } from '@/composables/format';
import type { Column } from '@/composables/useExport';
import { localPage, useList } from '@/composables/useList';
import { pluginName, recordTypeName } from '@/composables/names';
import { wordsOf } from '@/composables/useProblem';
import { hasText, translate } from '@/i18n';
import { consolePlugins } from '@/plugins';
import { isCode, joined, type Silent, type StoryItem, type StoryLine } from './types';

/** Where a reference of a plugin is opened; what has no page stays text. */
const kPages: Record<string, string> = { task: 'callback', callback: 'callback', case: 'case', sheet: 'contact-sheet', document: 'parts-paper', receipt: 'fee-receipt', fine: 'fine', settlement: 'settlement' };

/** X-01: what every plugin and the ERP know of one order, joined here so that one that is down costs its lines only. */
export function useStory() {
	const route = useRoute();
	const order = computed(() => ({
		kind: String(route.params.kind ?? ''), branch: String(route.params.branch ?? ''), key: String(route.params.key ?? ''),
	}));
	const silent = ref<Silent[]>([]);
	const record = ref<ErpRow | null>(null);
	const number = computed(() => record.value?.columns.find((column) => column.field === 'number')?.value?.trim() || order.value.key.split('|').at(-1) || '');

	const telling = async (plugin: string): Promise<StoryLine[]> => {
		try {
			const answer = await get<{ items: StoryItem[] }>(`/${plugin}/story`, { ...order.value });
			return answer.items.map((item) => ({ ...item, teller: plugin }));
		} catch (error) {
			const problem = asProblem(error);
			// Not installed, or nothing for this person to see.
			if (problem.status !== 404 && problem.status !== 403) silent.value.push({ teller: plugin, reason: wordsOf(problem).title });
			return [];
		}
	};
	const recordLines = async (): Promise<StoryLine[]> => {
		try {
			record.value = await readRow(order.value.kind, order.value.key);
		} catch (error) {
			const problem = asProblem(error);
			if (problem.status !== 404 && problem.status !== 403) silent.value.push({ teller: 'erp', reason: wordsOf(problem).title });
			return [];
		}
		return record.value.outbox.flatMap((one): StoryLine[] => [
			{ teller: 'host', source: 'host', at: one.createdAt, what: 'story.recordMade', params: { type: recordTypeName(one.type) } },
			...(one.confirmedAt ? [{ teller: 'host', source: 'erp', at: one.confirmedAt, what: 'story.recordConfirmed', params: { type: recordTypeName(one.type) } }] : []),
		]);
	};

	const list = useList<StoryLine>({
		fetch: async (query) => {
			silent.value = [];
			const told = await Promise.all([...consolePlugins.map((plugin) => telling(plugin.id)), recordLines()]);
			const lines = joined(told.flat());
			return localPage(query.sort === '-at' ? lines.reverse() : lines, { ...query, sort: '' });
		},
		filters: { search: '', source: '' },
		limit: 200,
	});

	const sources = ['erp', 'host', ...consolePlugins.map((plugin) => plugin.id)];
	const sourceName = (source: string) => (source === 'erp' ? 'ERP' : source === 'host' ? translate('story.host') : pluginName(source));
	/** The plugin's own text for what happened; its parameters may be keys themselves (a level, a step). */
	function whatText(line: StoryLine): string {
		const short = line.what.split('.').at(-1)!;
		const key = [`${line.teller}.story.${line.what}`, `${line.teller}.story.${short}`, line.what, `story.what.${short}`].find((one) => hasText(one));
		const params = Object.fromEntries(Object.entries(line.params ?? {}).map(([name, value]) => [name, paramText(line.teller, name, value)]));
		if (!key) return [line.what, ...Object.values(params)].join(' ');
		const told = translate(key, params);
		// What was done and why, the number that people know it by, and what somebody wrote down, where the text itself does not name them.
		const more = ['deed', 'reason'].filter((name) => line.params?.[name]).map((name) => ` ${params[name]}`).join('');
		const number = line.params?.number && !told.includes(params.number) ? ` ${params.number}` : '';
		return `${told}${more}${number}${line.params?.text ? `: ${String(line.params.text)}` : ''}`;
	}
	function paramText(teller: string, name: string, value: unknown): string {
		if (value === null || value === undefined || value === '') return '—';
		if (typeof value === 'number' && /(_at|At)$/.test(name)) return dateTime(value);
		if (typeof value === 'number' && /(^fen|_fen|Fen)$/.test(name)) return (value / 100).toFixed(2);
		if (typeof value === 'number') return String(value);
		const text = String(value);
		// A plugin may tell in another's words: complaints knows how content the customer was in those of the call-back.
		const tellers = [teller, ...consolePlugins.map((plugin) => plugin.id).filter((id) => id !== teller)];
		const keys = [...tellers.flatMap((id) => [`${id}.${name}s.${text}`, `${id}.${name}.${text}`, `${id}.${name}es.${text}`]), `offences.${text}`, `story.params.${text}`];
		const key = isCode(text) ? keys.find((one) => hasText(one)) : undefined;
		return key ? translate(key) : text;
	}
	const target = (line: StoryLine): RouteLocationRaw | null => {
		const page = line.ref ? kPages[line.ref.type] : undefined;
		return page ? { name: page, params: { id: line.ref!.id } } : null;
	};

	const columns = computed<Column<StoryLine>[]>(() => [
		{ key: 'at', label: translate('story.at'), value: (line) => new Date(line.at), width: 176, sort: 'at' },
		{ key: 'source', label: translate('story.source'), value: (line) => sourceName(line.source), width: 120 },
		{ key: 'what', label: translate('story.event'), value: whatText, minWidth: 360 },
		{ key: 'who', label: translate('story.who'), value: (line) => line.who ?? '', width: 140 },
		{ key: 'basis', label: translate('story.basis'), value: (line) => (line.basis ? translate(`story.bases.${line.basis}`) : ''), width: 150 },
	]);
	const dayOf = (at: number) => today(at);
	watch(order, () => {
		record.value = null;
		if (route.name === 'story') void list.restart();
	});
	return { order, number, record, silent, list, columns, sources, sourceName, whatText, target, dayOf };
}
