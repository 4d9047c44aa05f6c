"""What the demo ward writes about months that are closed."""

LEAVE = "Chi bộ vừa kiện toàn chi ủy, chưa kịp nhập biên bản họp; nhập bù theo sổ tay của bí thư."
REQUEST = "Đồng chí bí thư đi điều trị dài ngày nên chưa nhập; biên bản họp đã có trên giấy."
