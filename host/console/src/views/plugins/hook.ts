import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { ElMessageBox } from 'element-plus';
import { removePlugin, rollbackPlugin } from '@/api/packages';
import { newKey } from '@/api/key';
import { commandPlugin, listParked, listPlugins, retryParked, skipParked } from '@/api/host';
import { asProblem, type ApiProblem } from '@/api/problem';
import type { ParkedEvent, Plugin } from '@/api/types';
import { askReason, confirmed, useRowAction } from '@/composables/useAction';
import { errorWords } from '@/composables/useProblem';
import type { Column } from '@/composables/useExport';
import { localPage, useList } from '@/composables/useList';
import { usePolling } from '@/composables/usePolling';
import { session } from '@/session';

const kEveryMs = 3_000;

export function usePlugins() {
	const { t, te } = useI18n();
	const plugins = ref<Plugin[]>([]);
	const loaded = ref(false);
	const problem = ref<ApiProblem | null>(null);
	const { running, run } = useRowAction();
	const installing = ref(false);
	const mayInstall = session.holds(['admin']);
	const nameOf = (plugin: Plugin) => plugin.name ?? (te(`${plugin.id}.name`) ? t(`${plugin.id}.name`) : plugin.id);

	async function load(): Promise<void> {
		try {
			plugins.value = (await listPlugins()).items;
			problem.value = null;
		} catch (error) {
			problem.value = asProblem(error);
		}
		loaded.value = true;
	}

	async function command(plugin: Plugin, action: 'enable' | 'disable' | 'restart'): Promise<void> {
		const name = nameOf(plugin);
		if (action === 'disable' && !(await confirmed(t('plugins.disableText', { name }), t('plugins.disable')))) return;
		await run(`${plugin.id}-${action}`, () => commandPlugin(plugin.id, action), t(`plugins.${action}Done`, { name }));
		await load();
	}

	/** Versions to go back to, the last one first. */
	const othersOf = (plugin: Plugin) => (plugin.versions ?? []).filter((version) => version !== plugin.version).reverse();
	const secondsLeft = (plugin: Plugin) => (plugin.trialEndsAt ? Math.max(0, Math.ceil((plugin.trialEndsAt - Date.now()) / 1000)) : null);
	async function goBack(plugin: Plugin, version: string): Promise<void> {
		const name = nameOf(plugin);
		if (!(await confirmed(t('plugins.rollbackText', { name, version, present: plugin.version ?? '' }), t('plugins.rollback')))) return;
		await run(`${plugin.id}-rollback`, () => rollbackPlugin(plugin.id, version, newKey()), t('plugins.rollbackDone', { name, version }));
		await load();
	}

	/** Keeps the data unless somebody says twice that they are to go. */
	async function takeOff(plugin: Plugin): Promise<void> {
		const name = nameOf(plugin);
		const choice = await askData(name);
		if (choice === null || (choice === 'remove' && !(await typesName(plugin)))) return;
		let exported: string | null = null;
		const done = await run(`${plugin.id}-remove`, async () => (exported = (await removePlugin(plugin.id, choice === 'remove')).exported), choice === 'keep' ? t('plugins.removeDone', { name }) : undefined);
		await load();
		if (done && exported) await ElMessageBox.alert(t('plugins.exportedText', { folder: exported }), t('plugins.exportedTitle', { name }), { confirmButtonText: t('common.close') });
	}
	async function askData(name: string): Promise<'keep' | 'remove' | null> {
		try {
			await ElMessageBox.confirm(t('plugins.removeText', { name }), t('plugins.removeTitle', { name }), {
				confirmButtonText: t('plugins.removeKeep'), cancelButtonText: t('plugins.removeAll'), distinguishCancelAndClose: true, type: 'warning', cancelButtonClass: 'remove-all',
			});
			return 'keep';
		} catch (action) {
			return action === 'cancel' ? 'remove' : null;
		}
	}
	/** The second question wants more than another click. */
	async function typesName(plugin: Plugin): Promise<boolean> {
		try {
			await ElMessageBox.prompt(t('plugins.removeAllText', { name: nameOf(plugin), id: plugin.id }), t('plugins.removeAll'), {
				confirmButtonText: t('plugins.removeAll'), cancelButtonText: t('common.cancel'), confirmButtonClass: 'el-button--danger',
				inputValidator: (value: string) => (value ?? '').trim() === plugin.id || t('plugins.removeAllWrong', { id: plugin.id }),
			});
			return true;
		} catch {
			return false;
		}
	}

	const parked = useList<ParkedEvent>({
		fetch: async (query) => localPage((await listParked({})).items, query),
		filters: { search: '', subscription: '' },
	});
	const subscriptions = computed(() => [...new Set(parked.items.map((event) => event.subscription))]);
	const columns = computed<Column<ParkedEvent>[]>(() => [
		{ key: 'position', label: t('plugins.position'), value: (row) => row.position, width: 96, align: 'right', sort: 'position' },
		{ key: 'subscription', label: t('plugins.subscription'), value: (row) => row.subscription, minWidth: 128, sort: 'subscription' },
		{ key: 'type', label: t('plugins.eventType'), value: (row) => row.type ?? '', minWidth: 128, sort: 'type' },
		{ key: 'businessKey', label: t('erp.businessKey'), value: (row) => row.businessKey, minWidth: 126, sort: 'businessKey' },
		{ key: 'state', label: t('common.state'), value: (row) => t(`states.parked.${row.state}`), width: 90, sort: 'state' },
		{ key: 'attempts', label: t('erp.attempts'), value: (row) => row.attempts, width: 80, align: 'right', sort: 'attempts' },
		{ key: 'error', label: t('plugins.cause'), value: (row) => errorWords(row.error)?.title ?? '', minWidth: 200 },
		{ key: 'actions', label: t('common.actions'), value: () => '', width: 132, screenOnly: true, fixed: 'right' },
	]);
	async function retry(event: ParkedEvent): Promise<void> {
		await run(`retry-${event.position}`, () => retryParked(event), t('plugins.retried'));
		await parked.load(true);
	}
	async function skip(event: ParkedEvent): Promise<void> {
		const reason = await askReason(t('plugins.skipText'), t('plugins.skip'));
		if (reason === null) return;
		await run(`skip-${event.position}`, () => skipParked(event, reason), t('plugins.skipped'));
		await parked.load(true);
	}

	usePolling(async () => {
		await load();
		if (parked.pageNumber === 1) await parked.load(parked.loaded);
	}, kEveryMs);

	return { plugins, loaded, problem, running, installing, mayInstall, load, nameOf, othersOf, secondsLeft, command, goBack, takeOff, parked, subscriptions, columns, retry, skip };
}
