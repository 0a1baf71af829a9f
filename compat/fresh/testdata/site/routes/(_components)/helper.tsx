/** No route, although it lies in `routes/`. */
export default function Helper() {
  return <p>help</p>;
}
