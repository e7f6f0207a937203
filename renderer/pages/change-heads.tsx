/** The heads of the columns that tell how two values differ. */
export function ChangeHeads() {
  return (
    <>
      <th scope="col" className="number">
        差额
      </th>
      <th scope="col" className="number percent">
        增减
      </th>
      <th scope="col" className="kind">
        变化
      </th>
    </>
  );
}
