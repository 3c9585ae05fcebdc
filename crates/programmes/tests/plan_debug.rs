use programmes::plan::*; use programmes::*; use vocabulary::*; use jiff::civil::date;
#[path="shipped/mod.rs"] mod shipped;
#[test] fn t() {
  let bench = shipped::read("benches/plan.rs"); let text = bench.split("FACTS: &str = \"").nth(1).unwrap().split("\";").next().unwrap().to_owned();
  let (lib,_) = shipped::library(); let as_of = date(2025,6,30);
  for id in ["cn.hnte.2016","cn.tech-sme.2017"] { for y in [2026,2027,2028] {
    let p = lib.programmes().find(|p| p.id==id).unwrap(); let facts = facts_file::read(&p.subject, &text, as_of).unwrap().facts;
    let r = PlanRequest{target: Some(date(y,6,30)), ..PlanRequest::new(as_of)};
    for boxes in [100,200,400,700,1000,2000,20000] { #[allow(clippy::disallowed_methods)] let t=std::time::Instant::now(); let o = plan_within(p,&facts,&r,boxes).unwrap();
      match &o { PlanOutcome::Plan(q) => { println!("{id} {y} boxes {boxes} optimal {} cost {} {:?} changes {:?}", q.optimal, q.cost, t.elapsed(), q.changes.iter().map(|c| format!("{}{:?} {:?} {}", c.attribute,c.year,c.to,c.cost)).collect::<Vec<_>>()); if q.optimal {break} } PlanOutcome::Blocked(b) => { println!("{id} {y} boxes {boxes} {b:?} {:?}", t.elapsed()); if b.certain {break} } }
    } } } }
