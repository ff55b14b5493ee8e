/** One line of an order's story (plugins/README.md). */
export interface StoryItem {
	at: number;
	/** "erp" or the id of a plugin. */
	source: string;
	/** A key of the console's texts. */
	what: string;
	params?: Record<string, unknown>;
	who?: string | null;
	ref?: { type: string; id: string } | null;
	/** How a time of the ERP came about: the event itself, or when somebody typed it in. */
	basis?: 'event' | 'typed' | null;
}

export interface StoryLine extends StoryItem {
	/** The plugin that told it; "host" for what the host itself knows. */
	teller: string;
}

/** A teller that could not be asked: it costs its own lines and nothing else. */
export interface Silent {
	teller: string;
	reason: string;
}

/** True of what may be the name of a text: a level, a step. A number is none: looked up below a text, "1" would be its second character. */
export const isCode = (text: string): boolean => /^[\w-]+$/.test(text) && /[a-z]/i.test(text);

/** Newest last, as it happened; at the same moment the ERP comes before those that heard of it. */
export function joined(lines: StoryLine[]): StoryLine[] {
	const seen = new Set<string>();
	const once = lines.filter((line) => {
		// Two plugins may tell the same fact of the ERP.
		const mark = line.source === 'erp' ? `${line.at}|${line.what}|${JSON.stringify(line.params ?? {})}` : '';
		if (mark === '') return true;
		if (seen.has(mark)) return false;
		seen.add(mark);
		return true;
	});
	return once.sort((a, b) => a.at - b.at || Number(b.source === 'erp') - Number(a.source === 'erp'));
}

/** Lines by business day, for the headings. */
export function byDay(lines: StoryLine[], dayOf: (at: number) => string): { day: string; lines: StoryLine[] }[] {
	const days: { day: string; lines: StoryLine[] }[] = [];
	for (const line of lines) {
		const day = dayOf(line.at);
		if (days.at(-1)?.day !== day) days.push({ day, lines: [] });
		days.at(-1)!.lines.push(line);
	}
	return days;
}
