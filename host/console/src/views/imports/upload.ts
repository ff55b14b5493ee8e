import { computed, reactive, ref } from 'vue';
import { beginImport, sendImportLines, type Cells, type ImportKind } from '@/api/imports';
import { newKey } from '@/api/key';
import { asProblem, type ApiProblem } from '@/api/problem';
import { headingRow, matched, readSheet, rowsBelow, SheetError } from '@/composables/readSheet';

/** Lines of one request, and of one file; the host has the same limits. */
export const kPiece = 200;
export const kMostLines = 20_000;

/** What people write above a column, what they wrote last time first. */
export const headingsOf = (kind: ImportKind): Record<string, string[]> =>
	Object.fromEntries(kind.columns.map((one) => [one.name, [kind.lastHeadings[one.name] ?? '', one.words.zh, one.words.en, ...one.headings]]));

/** A file on its way to the host: read here, its columns matched, sent piece by piece. What was sent before the line broke is not sent again. */
export function useUpload(plugin: string, kind: ImportKind) {
	const fileName = ref('');
	const rows = ref<string[][]>([]);
	/** Row of the headings, from 1; 0 where none was found. */
	const heading = ref(0);
	/** Column name → place in the sheet, −1 none. */
	const places = reactive<Record<string, number>>({});
	const failure = ref('');
	const problem = ref<ApiProblem | null>(null);
	const sending = ref(false);
	const sent = ref(0);
	let id = newKey();
	let beginKey = newKey();
	let begun = false;
	let pieceKey = newKey();

	const cells = computed(() => rows.value[heading.value - 1] ?? []);
	const found = computed(() => rowsBelow(rows.value, heading.value - 1, new Map(Object.entries(places).filter(([, place]) => place >= 0))));
	const lacking = computed(() => kind.columns.filter((one) => one.required && (places[one.name] ?? -1) < 0));
	const exampleOf = (place: number) => rows.value.slice(heading.value).map((row) => row[place] ?? '').find((cell) => cell !== '') ?? '';

	function match(): void {
		const answer = matched(cells.value, headingsOf(kind));
		for (const one of kind.columns) places[one.name] = answer.get(one.name) ?? -1;
	}
	function toHeading(row: number): void {
		heading.value = row;
		match();
	}
	async function read(file: File): Promise<void> {
		failure.value = '';
		problem.value = null;
		rows.value = [];
		try {
			const answer = await readSheet(file);
			const at = headingRow(answer, headingsOf(kind));
			rows.value = answer;
			fileName.value = file.name;
			id = newKey();
			beginKey = newKey();
			begun = false;
			sent.value = 0;
			// Without a known heading the first row that says something is likely the one.
			toHeading((at >= 0 ? at : answer.findIndex((row) => row.some((cell) => cell !== ''))) + 1);
		} catch (error) {
			failure.value = error instanceof SheetError ? error.code : 'not_a_sheet';
		}
	}
	/** The batch's id once everything is there, null if the line broke: called again it goes on. */
	async function send(): Promise<string | null> {
		if (sending.value) return null;
		sending.value = true;
		problem.value = null;
		try {
			if (!begun) {
				const headings: Cells = Object.fromEntries(Object.entries(places).filter(([, place]) => place >= 0).map(([name, place]) => [name, cells.value[place]]));
				await beginImport(plugin, { id, kind: kind.kind, fileName: fileName.value, headings }, beginKey);
				begun = true;
			}
			while (sent.value < found.value.length) {
				const piece = found.value.slice(sent.value, sent.value + kPiece);
				await sendImportLines(plugin, id, piece.map((one) => ({ row: one.line, cells: one.values })), pieceKey);
				pieceKey = newKey();
				sent.value += piece.length;
			}
			return id;
		} catch (error) {
			problem.value = asProblem(error);
			// A refusal is an answer: the next try is another request.
			if (!problem.value.lineIsDown) pieceKey = newKey();
			return null;
		} finally {
			sending.value = false;
		}
	}
	return { fileName, rows, heading, places, failure, problem, sending, sent, cells, found, lacking, exampleOf, toHeading, read, send };
}
