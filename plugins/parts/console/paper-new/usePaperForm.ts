import { computed, onMounted, reactive, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute } from 'vue-router';
import { useKeys } from '@/composables/useKeys';
import { listSuppliers, makePaper, readPaper } from '../api';
import { useSending } from '../common/useSending';
import { useStore } from '../common/useStore';
import type { PaperDetail, Supplier } from '../types';
import { bodyOf, emptyDraft, kRoutes, missingOf, type ScannedKind } from './draft';

/** A paper of scanned lines: filled in by keyboard, sent once. */
export function usePaperForm(kind: ScannedKind) {
	const { t } = useI18n();
	const route = useRoute();
	const store = useStore();
	const draft = reactive(emptyDraft(store.value));
	const scan = ref<{ focus: () => void; ready: boolean } | null>(null);
	const picker = ref<{ focus: () => void } | null>(null);
	/** Where a paper begins: an issue with whom it is for, the others with what there is. */
	const begin = () => (kind === 'issue' ? picker.value : scan.value)?.focus();
	const suppliers = ref<Supplier[]>([]);
	const { running, problem, unsent, made, save: send, onArrived } = useSending<object, PaperDetail>((body) => makePaper(kRoutes[kind], body));

	watch(store, (id) => {
		if (draft.place === '') draft.place = id;
	});
	watch(() => draft.place, (id) => {
		if (id) store.value = id;
	});
	const missing = computed(() => missingOf(kind, draft, scan.value?.ready ?? false));
	const missingText = computed(() => (missing.value.length ? t('parts.missing', { what: missing.value.map((one) => t(`parts.paperNeeds.${one}`)).join(t('common.comma')) }) : ''));

	function clear(): void {
		// The same clerk goes on at the same store.
		Object.assign(draft, emptyDraft(store.value));
		begin();
	}
	onArrived(clear);
	async function save(): Promise<void> {
		if (missing.value.length > 0) return;
		if (await send(bodyOf(kind, draft))) clear();
	}
	useKeys((event) => {
		if (event.key === 'F2') {
			event.preventDefault();
			scan.value?.focus();
		} else if (event.ctrlKey && event.key === 'Enter') {
			event.preventDefault();
			void save();
		}
	});

	const findSuppliers = async (search: string) => {
		suppliers.value = await listSuppliers({ search: search.trim(), limit: 30 }).then((page) => page.items.filter((one) => one.active), () => []);
	};
	onMounted(async () => {
		begin();
		if (kind === 'receipt') void findSuppliers('');
		// PT-09: what the supplier still owes for faulty pieces of an earlier receipt.
		const owed = kind === 'receipt' ? route.query.exchange : undefined;
		if (typeof owed === 'string') {
			const paper = await readPaper(owed).catch(() => null);
			if (!paper) return;
			draft.supplier = paper.supplier;
			draft.reason = '';
			for (const line of paper.lines.filter((one) => one.exchangeDue > 0)) {
				draft.lines.push({
					item: { code: line.itemCode, name: line.itemName, specification: line.specification, unit: line.unit, unitSize: line.unitSize },
					quantity: line.exchangeDue, there: null, costFen: null, note: '', exchangeFor: { documentId: paper.id, line: line.line },
				});
			}
		}
	});
	return { draft, scan, picker, suppliers, running, problem, unsent, made, missing, missingText, save, findSuppliers };
}
