import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { commandEntity, compareEntity, listEntities } from '@/api/erp';
import type { ErpEntity } from '@/api/types';
import { confirmed, useRowAction } from '@/composables/useAction';
import { dateTime } from '@/composables/format';
import { errorWords } from '@/composables/useProblem';
import type { Column } from '@/composables/useExport';
import { localPage, useList } from '@/composables/useList';
import { usePolling } from '@/composables/usePolling';

const kEveryMs = 3_000;

export function useEntities() {
	const { t, te } = useI18n();
	const list = useList<ErpEntity>({
		fetch: async (query) => localPage((await listEntities()).items, query),
		filters: { search: '', state: '' },
		inAddress: true,
	});
	const { running, run } = useRowAction();
	usePolling(() => list.load(list.loaded), kEveryMs);

	const titleOf = (row: ErpEntity) => row.title ?? (te(`erp.entities.${row.entity}`) ? t(`erp.entities.${row.entity}`) : row.entity);

	const modeOf = (row: ErpEntity) => (row.mode ? t(`erp.mode.${row.mode}`) : '');
	function comparedWords(row: ErpEntity): string {
		const result = row.compared;
		if (!result) return '';
		if (result.error) return t('erp.compareFailed');
		return result.equal ? t('erp.compareEqual') : t('erp.compareDiffers', { missing: result.missing, different: result.different, extra: result.extra });
	}
	const columns = computed<Column<ErpEntity>[]>(() => [
		{ key: 'entity', label: t('erp.entity'), value: titleOf, minWidth: 168, sort: 'entity' },
		{ key: 'state', label: t('common.state'), value: (row) => t(`states.entity.${row.state}`), width: 84, sort: 'state' },
		{ key: 'lag', label: t('erp.lag'), value: (row) => dateTime(row.lastOkAt), width: 100, sort: 'lastOkAt' },
		{ key: 'rows', label: t('erp.rows'), value: (row) => row.rowsLive, width: 84, align: 'right', sort: 'rowsLive' },
		{ key: 'mode', label: t('erp.changeMode'), value: modeOf, exportOnly: true },
		{ key: 'sweep', label: t('erp.lastSweep'), value: (row) => dateTime(row.lastSweepAt), width: 118, sort: 'lastSweepAt' },
		{ key: 'note', label: t('overview.note'), value: (row) => errorWords(row.error)?.title ?? (row.state === 'ok' ? '' : row.sentence ?? ''), minWidth: 124 },
		{ key: 'compared', label: t('erp.compared'), value: (row) => (row.compared ? `${comparedWords(row)} ${dateTime(row.compared.at)}` : ''), minWidth: 168 },
		{ key: 'actions', label: t('common.actions'), value: () => '', width: 172, screenOnly: true, fixed: 'right' },
	]);

	async function command(row: ErpEntity, action: 'pull' | 'sweep' | 'accept'): Promise<void> {
		if (action === 'accept' && !(await confirmed(t('erp.acceptText', { entity: titleOf(row) }), t('erp.accept')))) return;
		await run(`${row.entity}-${action}`, () => commandEntity(row.entity, action), t(`erp.${action}Started`));
		await list.load(true);
	}
	async function compare(row: ErpEntity, repair: boolean): Promise<void> {
		if (repair && !(await confirmed(t('erp.repairText', { entity: titleOf(row) }), t('erp.repair')))) return;
		await run(`${row.entity}-${repair ? 'repair' : 'compare'}`, () => compareEntity(row.entity, repair), t('erp.compareStarted'));
		await list.load(true);
	}
	return { list, columns, running, command, compare, comparedWords, modeOf, titleOf };
}
