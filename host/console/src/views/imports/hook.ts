import { computed, reactive, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { listImports, readImportKinds, type ImportBatch, type ImportKind } from '@/api/imports';
import { asProblem, type ApiProblem } from '@/api/problem';
import { consolePlugins } from '@/plugins';

export interface PluginKind { plugin: string; kind: ImportKind }
export interface PluginBatch extends ImportBatch { plugin: string }

/** Every kind that the person may import. A plugin that is not there, or that he has no role for, brings none. */
export async function readKinds(): Promise<{ kinds: PluginKind[]; problem: ApiProblem | null }> {
	const kinds: PluginKind[] = [];
	let problem: ApiProblem | null = null;
	for (const plugin of consolePlugins.filter((one) => one.imports)) {
		try {
			kinds.push(...(await readImportKinds(plugin.id)).map((kind) => ({ plugin: plugin.id, kind })));
		} catch (error) {
			const found = asProblem(error);
			if (found.status !== 403 && found.status !== 404) problem = found;
		}
	}
	return { kinds, problem };
}

export function useImports() {
	const { t } = useI18n();
	const kinds = ref<PluginKind[]>([]);
	const batches = ref<PluginBatch[]>([]);
	const cursors = reactive<Record<string, string | null>>({});
	const problem = ref<ApiProblem | null>(null);
	const loaded = ref(false);
	const chosen = ref<PluginKind | null>(null);

	const plugins = computed(() => [...new Set(kinds.value.map((one) => one.plugin))]);
	const more = computed(() => plugins.value.some((plugin) => cursors[plugin]));
	const nameOf = (batch: PluginBatch) => kinds.value.find((one) => one.plugin === batch.plugin && one.kind.kind === batch.kind)?.kind.words ?? { zh: batch.kind, en: batch.kind };
	async function page(plugin: string, cursor: string | null): Promise<void> {
		const found = await listImports(plugin, { limit: 50, cursor });
		cursors[plugin] = found.next;
		batches.value = [...batches.value, ...found.items.map((one) => ({ ...one, plugin }))].sort((a, b) => b.createdAt - a.createdAt);
	}
	async function load(): Promise<void> {
		const read = await readKinds();
		kinds.value = read.kinds;
		problem.value = read.problem;
		batches.value = [];
		try {
			for (const plugin of plugins.value) await page(plugin, null);
		} catch (error) {
			problem.value = asProblem(error);
		}
		loaded.value = true;
	}
	async function loadMore(): Promise<void> {
		try {
			for (const plugin of plugins.value) if (cursors[plugin]) await page(plugin, cursors[plugin]);
		} catch (error) {
			problem.value = asProblem(error);
		}
	}
	const countsOf = (batch: ImportBatch) => [
		t('imports.total', { n: batch.counts.lines }, batch.counts.lines), ...(['wrong', 'leftOut', 'done', 'undone'] as const).filter((name) => batch.counts[name] > 0).map((name) => t(`imports.${name}`, { n: batch.counts[name] })),
	].join(t('common.comma'));
	return { kinds, batches, problem, loaded, chosen, more, nameOf, load, loadMore, countsOf };
}
