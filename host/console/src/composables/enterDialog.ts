/**
 * Puts the cursor into the first field of a dialog that has just opened, unless somebody already stands in one of its
 * fields: on a slow machine a dialog opens later than a quick hand types, and the rest of a word would go astray.
 */
export function enterDialog(first: { focus: () => void } | null | undefined): void {
	if (!document.activeElement?.matches('.el-dialog :is(input, textarea)')) first?.focus();
}
