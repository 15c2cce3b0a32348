/** Text in which `**Save**` stands for what a page calls so. */
export function Labelled({ text }: { text: string }) {
  return (
    <>
      {text.split('**').map((part, position) => {
        const key = `${position}`;
        return position % 2 === 1 ? <strong key={key}>{part}</strong> : part;
      })}
    </>
  );
}
