import { computed, reactive, ref, watch } from 'vue';
import { useRoute } from 'vue-router';
import { useI18n } from 'vue-i18n';
import { newKey } from '@/api/key';
import { asProblem, type ApiProblem } from '@/api/problem';
import { askReason, useAction } from '@/composables/useAction';
import { session } from '@/session';
import { base64OfFile, typeOf } from '../common/files';
import { kBranch, kDesk, kManager } from '../common/roles';
import { answerOnPaper, answerSheet, editSheet, issueLink, moveSheet, readSheet, revokeLink } from '../sheetApi';
import type { SheetAnswerDraft, SheetDepartment, SheetDetail, SheetLink } from '../sheetTypes';

const emptyAnswer = () => ({ result: '', measure: '', facts: '', cause: '', solution: '', carriedOut: '', byName: '' });
/** A token is told once; a print that follows in the same tab can still show it. */
export const linkName = (id: string) => `erphost.sheetLink.${id}`;

/** One contact sheet (CP-14): signed, sent, answered by whichever way comes first, accepted or returned, archived. */
export function useSheet() {
	const { t } = useI18n();
	const route = useRoute();
	const sheet = ref<SheetDetail | null>(null);
	const loadProblem = ref<ApiProblem | null>(null);
	const { running, problem, run } = useAction();
	const answer = reactive(emptyAnswer());
	const paper = reactive({ on: false, answeredAt: Date.now(), scan: null as File | null });
	const link = ref<SheetLink | null>(null);
	let key = newKey();

	const mayWork = computed(() => session.holds(kDesk));
	const maySign = computed(() => session.holds(kManager));
	const mayAnswer = computed(() => session.holds([...kDesk, ...kBranch]));
	const waits = computed(() => sheet.value !== null && ['sent', 'returned'].includes(sheet.value.state));
	const complete = computed(() => answer.result.trim() !== '' && answer.measure.trim() !== '');

	async function load(): Promise<void> {
		try {
			sheet.value = (await readSheet(String(route.params.id))).data;
			loadProblem.value = null;
		} catch (error) {
			loadProblem.value = asProblem(error);
		}
	}
	async function move(name: 'sign' | 'accept' | 'archive', body: unknown = {}): Promise<void> {
		if (!(await run(name, async () => (sheet.value = await moveSheet(sheet.value!, name, body)), t('common.saved')))) await load();
	}
	async function moveWithReason(name: 'return' | 'withdraw'): Promise<void> {
		const reason = await askReason(t(`complaints.sheetPage.${name}Text`), t(`complaints.sheetPage.${name}`));
		if (!reason) return;
		if (!(await run(name, async () => (sheet.value = await moveSheet(sheet.value!, name, { reason })), t('common.saved')))) await load();
	}
	// A draft can still be put right (CP-14); the branch has not seen it.
	const draft = reactive({ on: false, department: 'after_sales' as SheetDepartment, problem: '' });
	function edit(): void {
		const { department, problem: words } = sheet.value!;
		Object.assign(draft, { on: true, department, problem: words });
	}
	async function saveDraft(): Promise<void> {
		const text = draft.problem.trim();
		if (text === '') return;
		if (await run('edit', async () => (sheet.value = await editSheet(sheet.value!, draft.department, text)), t('common.saved'))) draft.on = false;
		// Signed or changed by somebody else meanwhile: the page shows what stands, what was typed stays to be copied.
		else if (problem.value?.status === 409 || problem.value?.status === 412) await load();
	}
	async function send(): Promise<void> {
		const filled = Object.fromEntries(Object.entries(answer).map(([name, text]) => [name, text.trim()]).filter(([, text]) => text !== '')) as unknown as SheetAnswerDraft;
		const id = sheet.value!.id;
		const done = await run('answer', async () => {
			if (!paper.on) {
				sheet.value = await answerSheet(id, filled, key);
				return;
			}
			const scan = paper.scan ? { name: paper.scan.name, mediaType: typeOf(paper.scan), base64: await base64OfFile(paper.scan) } : undefined;
			sheet.value = await answerOnPaper(id, { ...filled, answeredAt: paper.answeredAt, ...(scan ? { scan } : {}) }, key);
		}, t('complaints.sheetPage.answered'));
		if (done || !problem.value?.lineIsDown) key = newKey();
		// Somebody was first: what was typed is kept as a remark, and the page shows both.
		if (!done && problem.value?.status === 409) await load();
		if (done) Object.assign(answer, emptyAnswer());
	}
	async function makeLink(): Promise<void> {
		await run('link', async () => {
			link.value = await issueLink(sheet.value!.id, 7, newKey());
			try {
				sessionStorage.setItem(linkName(sheet.value!.id), link.value.path);
			} catch {
				// The link is on the screen.
			}
		});
		await load();
	}
	const endLink = () => run('revoke', async () => {
		sheet.value = await revokeLink(sheet.value!.id);
		link.value = null;
		sessionStorage.removeItem(linkName(sheet.value.id));
	}, t('common.saved'));

	watch(() => route.params.id, () => {
		if (route.name !== 'contact-sheet') return;
		sheet.value = null;
		link.value = null;
		draft.on = false;
		void load();
	}, { immediate: true });
	return {
		sheet, loadProblem, running, problem, answer, paper, link, draft, mayWork, maySign, mayAnswer, waits, complete,
		load, edit, saveDraft, move, moveWithReason, send, makeLink, endLink,
	};
}
