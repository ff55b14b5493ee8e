import { computed, reactive, ref, watch } from 'vue';
import { useRoute } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { asProblem, type ApiProblem } from '@/api/problem';
import { useAction, confirmed } from '@/composables/useAction';
import { session } from '@/session';
import { readCase, readDocument, shareDocument, writeDocument } from '../api';
import { kDesk, kManager } from '../common/roles';
import { kDocumentParts, type Case, type CaseDocument, type DocumentType } from '../types';

/** The 8D report of a manufacturer's quality case, or the write-up of a class 3 case (CP-08, CP-15): written, printed, shared. */
export function useDocument() {
	const { t } = useI18n();
	const route = useRoute();
	const type = computed<DocumentType>(() => (route.params.type === 'write_up' ? 'write_up' : 'report8d'));
	const parts = computed(() => kDocumentParts[type.value]);
	const document = ref<CaseDocument | null>(null);
	const about = ref<Case | null>(null);
	const content = reactive<Record<string, string>>({});
	const editing = ref(false);
	const loadProblem = ref<ApiProblem | null>(null);
	const { running, problem, run } = useAction();
	const mayWrite = computed(() => session.holds(kDesk));
	const mayShare = computed(() => session.holds(kManager));

	function fill(from: Record<string, string>): void {
		for (const name of Object.keys(content)) delete content[name];
		for (const part of parts.value) content[part] = from[part] ?? '';
	}
	async function load(): Promise<void> {
		const id = String(route.params.id);
		document.value = null;
		loadProblem.value = null;
		try {
			document.value = (await readDocument(id, type.value)).data;
			about.value = document.value.case;
			fill(document.value.content);
			editing.value = false;
		} catch (error) {
			const failure = asProblem(error);
			if (failure.status !== 404) {
				loadProblem.value = failure;
				return;
			}
			// Not written yet: begin with what is known.
			try {
				const one = (await readCase(id)).data;
				about.value = one;
				fill(type.value === 'write_up' ? { title: '', course: one.words } : { product: [one.brand, one.model].filter(Boolean).join(' '), manufacturer: one.brand, d2: one.words });
				editing.value = mayWrite.value;
			} catch (second) {
				loadProblem.value = asProblem(second);
			}
		}
	}
	async function save(): Promise<void> {
		const done = await run('save', async () => (document.value = await writeDocument(String(route.params.id), type.value, { ...content }, document.value?.version ?? 0)), t('common.saved'));
		if (done) editing.value = false;
	}
	async function share(): Promise<void> {
		if (!(await confirmed(t('complaints.document.shareText'), t('complaints.document.share')))) return;
		await run('share', async () => (document.value = await shareDocument(String(route.params.id), type.value)), t('complaints.document.shared'));
	}
	watch(() => [route.params.id, route.params.type], () => {
		if (route.name === 'case-document') void load();
	}, { immediate: true });
	return { type, parts, document, about, content, editing, loadProblem, running, problem, mayWrite, mayShare, load, save, share };
}
